"""Charts: titles, captions, axes and columns."""

MESSAGES = {
    "deaths_change": ("change in deaths a year", "perubahan kematian per tahun"),
    "deaths_a_year": ("maternal deaths a year", "kematian ibu per tahun"),
    "change_axis": ("change in maternal deaths a year|(left of 0: fewer)",
                    "perubahan kematian ibu per tahun|(kiri dari 0: berkurang)"),
    "mean": ("mean", "rata-rata"),
    "effects": ("What each policy changes", "Perubahan oleh tiap kebijakan"),
    "effects_caption": ("Each dot is the change in maternal deaths a year against {baseline}, the line the 95% interval of "
                        "that policy looked at alone. A line that crosses 0 leaves open whether fewer or more die.",
                        "Tiap titik adalah perubahan kematian ibu per tahun terhadap {baseline}, garisnya selang 95% "
                        "kebijakan itu sendiri. Bila garis memotong 0, belum pasti apakah kematian berkurang atau "
                        "bertambah."),
    "effects_alike": ("Of {list} all replications happen to agree: the width of that interval tells nothing.",
                      "Untuk {list} semua replikasi kebetulan sama: lebar selang itu tidak berarti apa-apa."),
    "map": ("District by district", "Per kabupaten/kota"),
    "map_caption": ("Districts as tiles, roughly where they lie; the number is the change in maternal deaths a year against "
                    "{baseline} with its 95% interval. Blue: fewer die; orange: more; grey: not told from 0 when all "
                    "districts are looked at together.",
                    "Kabupaten/kota sebagai kotak, kira-kira di letaknya; angkanya perubahan kematian ibu per tahun "
                    "terhadap {baseline} dengan selang 95%. Biru: berkurang; oranye: bertambah; abu-abu: tidak dapat "
                    "dibedakan dari 0 bila semuanya dilihat sekaligus."),
    "stock": ("Blood through the year", "Darah sepanjang tahun"),
    "stock_caption": ("Red cells on the shelf of each blood centre, counted every day: line the mean of the replications, "
                      "band four fifths of them. Yellow: Ramadan; red: Lebaran. The strips above: the darker, the larger "
                      "part of the month without O+ red cells.",
                      "Sel darah merah yang tersedia di tiap UTD, dihitung setiap hari: garis adalah rata-rata replikasi, "
                      "pita memuat empat perlima replikasi. Kuning: Ramadan; merah: Lebaran. Lajur di atasnya: makin "
                      "gelap, makin lama dalam bulan itu tanpa sel darah merah O+."),
    "stock_axis": ("units of red cells", "kantong sel darah merah"),
    "month": ("month", "bulan"),
    "tenth": ("10% of replications below", "10% replikasi di bawahnya"),
    "ninetieth": ("90% of replications below", "90% replikasi di bawahnya"),
    "without_o": ("time without O+ (%)", "waktu tanpa O+ (%)"),
    "utd": ("blood centre", "UTD"),
    "ramadan": ("Ramadan", "Ramadan"), "lebaran": ("Lebaran", "Lebaran"),
    "delays": ("The three delays", "Tiga keterlambatan (3T)"),
    "delays_caption": ("Of the women treated, the share who had waited at most so long: the further up and left a line, the "
                       "shorter the wait. Band: 95% interval.",
                       "Dari ibu yang ditolong, persentase yang menunggu paling lama sekian: makin ke kiri atas garisnya, "
                       "makin singkat waktu tunggunya. Pita: selang 95%."),
    "delay": ("delay", "keterlambatan"),
    "wait": ("wait (minutes, logarithmic)", "waktu tunggu (menit, skala logaritmik)"),
    "minutes": ("minutes", "menit"),
    "share_women": ("share of women (%)", "persentase ibu (%)"),
    "cause": ("Of what women die", "Penyebab kematian ibu"),
    "place": ("Where women die", "Tempat kematian ibu"),
    "deaths_caption": ("Mean over the replications; the line is each policy's own 95% interval. The policies share their "
                       "women, so compare them by the paired difference in the table.",
                       "Rata-rata replikasi; garisnya selang 95% tiap kebijakan. Ibunya sama pada semua kebijakan, jadi "
                       "bandingkan lewat selisih berpasangan di tabel."),
    "mechanisms": ("Which part of the agreement does it", "Bagian kesepakatan yang berperan"),
    "mechanisms_caption": ("From no mechanism to all of {arm}: what each adds, averaged over all orders of adding them "
                           "(Shapley values), so that the steps add up. Black lines: 95% intervals.",
                           "Dari tanpa mekanisme sampai semua mekanisme pada {arm}: tambahan tiap mekanisme, "
                           "dirata-ratakan atas semua urutan penambahan (nilai Shapley), sehingga langkah-langkahnya "
                           "berjumlah tepat. Garis hitam: selang 95%."),
    "mechanisms_caption_alone": ("What each mechanism of {arm} averts when it alone is in force, and when it is added last. "
                                 "Where the two lie far apart, mechanisms help or replace each other. Lines: 95% intervals.",
                                 "Kematian yang dihindari tiap mekanisme pada {arm} bila hanya itu yang berlaku, dan bila "
                                 "ditambahkan terakhir. Bila keduanya berjauhan, mekanisme saling membantu atau saling "
                                 "menggantikan. Garis: selang 95%."),
    "mechanism": ("mechanism", "mekanisme"),
    "alone": ("alone", "sendirian"), "last": ("added last", "ditambahkan terakhir"),
    "shapley": ("Shapley value", "nilai Shapley"), "share": ("share of the total (%)", "bagian dari seluruhnya (%)"),
    "all_together": ("all together", "semua bersama"),
    "averted_axis": ("expected deaths averted a year", "harapan kematian yang dihindari per tahun"),
    "costs": ("What a death averted costs", "Biaya per kematian yang dihindari"),
    "costs_caption": ("Against {baseline}: to the right more deaths averted, upward more money. Small dots are "
                      "replications, crosses means with 95% intervals. Low and right is cheap.",
                      "Terhadap {baseline}: makin ke kanan makin banyak kematian yang dihindari, makin ke atas makin "
                      "mahal. Titik kecil adalah replikasi, silang rata-rata dengan selang 95%. Kanan bawah berarti murah."),
    "cost_axis": ("costs, IDR billion a year", "biaya, miliar rupiah per tahun"),
    "payer": ("payer", "pembayar"),
    "cost_column": ("costs, IDR million a year", "biaya, juta rupiah per tahun"),
    "averted_column": ("deaths averted a year, expected", "kematian yang dihindari per tahun, nilai harapan"),
    "ratio_column": ("IDR million for a death averted", "juta rupiah per kematian yang dihindari"),
    "verdict_not estimable": ("not estimable", "tidak dapat ditaksir"),
    "verdict_saves money": ("saves money", "menghemat biaya"),
    "verdict_dominated": ("dominated: more deaths, no less money", "kalah: lebih banyak kematian, tidak lebih murah"),
    "verdict_forgone": ("saves {n} for each further death", "menghemat {n} per kematian tambahan"),
    "fidelity": ("How far the agreement is carried out", "Sejauh mana kesepakatan dijalankan"),
    "fidelity_caption": ("Where an agreement is in force, the mean over its seven mechanisms, month by month; 100% is to the "
                         "letter. Band: 95% interval over replications.",
                         "Di tempat kesepakatan berlaku, rata-rata ketujuh mekanismenya, bulan demi bulan; 100% berarti "
                         "sepenuhnya. Pita: selang 95% atas replikasi."),
    "fidelity_axis": ("carried out (%)", "dijalankan (%)"),
    "not_drawn": ("Not drawn, to keep it readable: {list}; see all results below.",
                  "Tidak digambar agar tetap terbaca: {list}; lihat semua hasil di bawah."),
    "tornado": ("What moves the answer most", "Yang paling mengubah jawaban"),
    "tornado_caption": ("Each bar goes from the mean of the cells in the lowest third of a factor to that in the highest "
                        "third; the line in the middle is the mean of all cells. The longer, the more it matters, as far as "
                        "the intervals in the table bear it out; a factor whose effect turns on the way has a short bar.",
                        "Tiap batang membentang dari rata-rata sel di sepertiga terbawah suatu faktor sampai sepertiga "
                        "teratas; garis tengah adalah rata-rata semua sel. Makin panjang, makin berpengaruh, sejauh "
                        "didukung selang di tabel; faktor yang arah pengaruhnya berbalik mempunyai batang pendek."),
    "lowest": ("lowest third", "sepertiga terbawah"), "highest": ("highest third", "sepertiga teratas"),
    "range": ("range", "rentang"), "range_is": ("{low} to {high}", "{low} sampai {high}"), "value": ("value", "nilai"),
    "morris_plane": ("Morris plane", "Bidang Morris"),
    "morris_caption": ("To the right: factors that matter more. Above the dashed line their effect depends on the others, "
                       "bends or is chance; well below it, it is nearly the same everywhere. Lines: 95% intervals.",
                       "Makin ke kanan: faktor yang makin berpengaruh. Di atas garis putus-putus pengaruhnya bergantung "
                       "pada faktor lain, melengkung, atau kebetulan; jauh di bawahnya hampir sama di mana-mana. Garis: "
                       "selang 95%."),
    "sobol_bars": ("Sobol indices", "Indeks Sobol"),
    "sobol_caption": ("The part of the variance that would go if the factor were known (first order), and that would stay if all "
                      "others were (total). Lines: 95% intervals.",
                      "Bagian ragam yang akan hilang bila faktor itu diketahui (orde pertama), dan yang akan tersisa bila semua "
                      "yang lain diketahui (total). Garis: selang 95%."),
    "first": ("first order", "orde pertama"), "total": ("total", "total"),
    "prcc": ("Partial rank correlations", "Korelasi peringkat parsial"),
    "prcc_caption": ("1 or −1: the answer always rises or falls with the factor, the others being equal; 0: no such tie. "
                     "Lines: 95% intervals.",
                     "1 atau −1: jawaban selalu naik atau turun bersama faktor itu bila faktor lain tetap; 0: tidak ada "
                     "kaitan seperti itu. Garis: selang 95%."),
    "response": ("How the answer follows each factor", "Jawaban menurut tiap faktor"),
    "response_caption": ("Dots are means of the cells in a tenth of the factor's range (or at a listed value), lines 95% "
                         "intervals; the other factors vary along.",
                         "Titik adalah rata-rata sel dalam sepersepuluh rentang faktor (atau pada nilai yang didaftar), "
                         "garis selang 95%; faktor lain ikut berubah."),
}
