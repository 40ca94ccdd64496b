"""The answer of a run's page, and what the file lacks for one."""

MESSAGES = {
    "answer_fewer": ("{title}: about <strong>{n} mothers fewer die a year</strong> in {place}, of {of} under {baseline}.",
                     "{title}: kematian ibu <strong>berkurang sekitar {n} per tahun</strong> di {place}, dari {of} pada "
                     "pembanding, {baseline}."),
    "answer_more": ("{title}: about <strong>{n} mothers more die a year</strong> in {place}, beside {of} under {baseline}.",
                    "{title}: kematian ibu <strong>bertambah sekitar {n} per tahun</strong> di {place}, dari {of} pada "
                    "pembanding, {baseline}."),
    "answer_untold": ("{title}: counting deaths, these replications <strong>cannot tell whether fewer mothers die</strong> "
                      "in {place}: the 95% interval of the change goes from {low} to {high} a year (below 0: fewer), of "
                      "{of} under {baseline}. {needed}",
                      "{title}: dari hitungan kematian, replikasi ini <strong>belum dapat memastikan apakah kematian ibu "
                      "berkurang</strong> di {place}: selang 95% perubahannya dari {low} sampai {high} per tahun (di bawah "
                      "0: berkurang), dari {of} pada pembanding, {baseline}. {needed}"),
    "answer_alike": ("{title}: all replications happen to differ from {baseline} by the same number of deaths, so how far "
                     "chance goes is unknown and they <strong>cannot tell whether fewer mothers die</strong> in {place}. "
                     "{needed}",
                     "{title}: selisih kematian dari {baseline} kebetulan sama dalam semua replikasi, jadi besarnya "
                     "pengaruh kebetulan tidak diketahui dan replikasi ini <strong>belum dapat memastikan apakah kematian "
                     "ibu berkurang</strong> di {place}. {needed}"),
    "answer_same": ("{title}: in no replication does the number of deaths differ from {baseline} ({of} a year in {place}).",
                    "{title}: dalam replikasi mana pun jumlah kematian tidak berbeda dari {baseline} ({of} per tahun di "
                    "{place})."),
    "interval_is": ("Numbers in brackets: 95% intervals; those of a change in all deaths are widened so as to hold for all "
                    "policies together.",
                    "Angka dalam kurung: selang kepercayaan 95%; selang perubahan seluruh kematian diperlebar agar berlaku "
                    "untuk semua kebijakan sekaligus."),
    "interval_is_alone": ("Numbers in brackets: 95% intervals.", "Angka dalam kurung: selang kepercayaan 95%."),
    "expected_fewer": ("By the less noisy estimate, which takes each woman's chance of death for the draw of her fate, it "
                       "is {n} fewer.",
                       "Menurut taksiran yang lebih halus, yang memakai peluang meninggal tiap ibu alih-alih undian "
                       "nasibnya, kematian berkurang {n}."),
    "expected_more": ("By the less noisy estimate, which takes each woman's chance of death for the draw of her fate, it is "
                      "{n} more.",
                      "Menurut taksiran yang lebih halus, yang memakai peluang meninggal tiap ibu alih-alih undian "
                      "nasibnya, kematian bertambah {n}."),
    "expected_untold": ("By the less noisy estimate, which takes each woman's chance of death for the draw of her fate, the "
                        "change is {n}: not told from 0.",
                        "Menurut taksiran yang lebih halus, yang memakai peluang meninggal tiap ibu alih-alih undian "
                        "nasibnya, perubahannya {n}: tidak dapat dibedakan dari 0."),
    "by_name_alone": ("Counted woman by woman, {averted} a year who die under {baseline} live, and in these replications "
                      "none dies who would have lived.",
                      "Dihitung ibu demi ibu, {averted} ibu per tahun yang meninggal pada {baseline} selamat, dan dalam "
                      "replikasi ini tidak ada ibu meninggal yang semestinya selamat."),
    "by_name": ("Counted woman by woman, {averted} a year who die under {baseline} live, and {caused} die who would have "
                "lived: blood, beds and teams are shared.",
                "Dihitung ibu demi ibu, {averted} ibu per tahun yang meninggal pada {baseline} selamat, tetapi {caused} "
                "ibu yang semestinya selamat meninggal: darah, tempat tidur, dan tim dipakai bersama."),
    "needed": ("If the change is as large as it looks here, about {n} replications (-r {r}) would tell.",
               "Bila perubahannya memang sebesar yang tampak di sini, sekitar {n} replikasi (-r {r}) dapat memastikannya."),
    "needed_none": ("A change as small as it looks here takes more replications than can be run.",
                    "Perubahan sekecil yang tampak di sini memerlukan lebih banyak replikasi daripada yang dapat "
                    "dijalankan."),
    "others": ("The other policies, deaths a year:", "Kebijakan lain, kematian per tahun:"),
    "other_fewer": ("{arm}: {n} fewer", "{arm}: berkurang {n}"),
    "other_more": ("{arm}: {n} more", "{arm}: bertambah {n}"),
    "other_untold": ("{arm}: {n}, not told from 0. {needed}", "{arm}: {n}, tidak dapat dibedakan dari 0. {needed}"),
    "other_alike": ("{arm}: by chance the same difference in all replications, which tells nothing",
                    "{arm}: selisihnya kebetulan sama dalam semua replikasi, jadi belum berarti apa-apa"),
    "other_same": ("{arm}: the same in every replication", "{arm}: sama dalam setiap replikasi"),
    "districts_named": ("District by district, where the change is told from 0 even when all are looked at together, the "
                        "largest first: {list}.",
                        "Per kabupaten/kota, yang perubahannya dapat dibedakan dari 0 walaupun semuanya dilihat sekaligus, "
                        "mulai dari yang terbesar: {list}."),
    "districts_also": ("The change is told from 0 in {list} too (see the map).", "Begitu pula di {list} (lihat peta)."),
    "districts_rest": ("Of {list} these replications cannot tell; if the changes are as large as they look here, about {n} "
                       "(-r {r}) would tell for all.",
                       "Untuk {list} replikasi ini belum dapat memastikannya; bila perubahannya memang sebesar yang tampak "
                       "di sini, diperlukan sekitar {n} (-r {r}) untuk semuanya."),
    "districts_rest_none": ("Of {list} these replications cannot tell.",
                            "Untuk {list} replikasi ini belum dapat memastikannya."),
    "districts_same": ("In {list} no replication differs.", "Di {list} tidak ada replikasi yang berbeda."),
    "districts_untold": ("No single district's change can be told from 0; {district} comes nearest: if its change is as "
                         "large as it looks here, about {n} replications (-r {r}) would tell.",
                         "Tidak ada satu pun kabupaten/kota yang perubahannya dapat dibedakan dari 0; yang terdekat "
                         "{district}: bila perubahannya memang sebesar yang tampak di sini, sekitar {n} replikasi (-r {r}) "
                         "dapat memastikannya."),
    "districts_untold_none": ("No single district's change can be told from 0.",
                              "Tidak ada satu pun kabupaten/kota yang perubahannya dapat dibedakan dari 0."),
    "mechanisms_named": ("What does it, in expected deaths averted a year against no mechanism: {list}; all its mechanisms "
                         "together {total}.",
                         "Yang berperan, dalam nilai harapan kematian yang dihindari per tahun dibandingkan tanpa mekanisme: "
                         "{list}; semua mekanismenya bersama {total}."),
    "mechanism_share": ("{name} {n} or {share} of the total", "{name} {n} atau {share} dari seluruhnya"),
    "mechanism_alone": ("{name} {n} when it alone is in force", "{name} {n} bila hanya itu yang berlaku"),
    "mechanisms_rest": ("Of {list} these replications cannot tell; if the effects are as large as they look here, about {n} "
                        "(-r {r}) would tell for all.",
                        "Untuk {list} replikasi ini belum dapat memastikannya; bila pengaruhnya memang sebesar yang tampak "
                        "di sini, diperlukan sekitar {n} (-r {r}) untuk semuanya."),
    "mechanisms_rest_none": ("Of {list} these replications cannot tell.",
                             "Untuk {list} replikasi ini belum dapat memastikannya."),
    "mechanisms_untold": ("No single mechanism's effect can be told from 0 with these replications; {name} comes nearest: "
                          "if its effect is as large as it looks here, about {n} (-r {r}) would tell.",
                          "Tidak ada satu pun mekanisme yang pengaruhnya dapat dibedakan dari 0 dengan replikasi ini; yang "
                          "terdekat {name}: bila pengaruhnya memang sebesar yang tampak di sini, sekitar {n} replikasi (-r "
                          "{r}) dapat memastikannya."),
    "mechanisms_untold_none": ("No single mechanism's effect can be told from 0 with these replications.",
                               "Tidak ada satu pun mekanisme yang pengaruhnya dapat dibedakan dari 0 dengan replikasi ini."),
    "mechanisms_same": ("In no replication is anything changed by {list}.",
                        "Dalam replikasi mana pun tidak ada yang berubah karena {list}."),
    "mechanisms_elsewhere": ("Which part of the agreement does it, this run says of {list} alone (see below).",
                             "Bagian mana dari kesepakatan yang berperan hanya diketahui untuk {list} (lihat di bawah)."),
    "mechanisms_absent": ("Which part of the agreement does it, this run cannot say: it has no arms with single mechanisms. "
                          "Give the policy attribute = \"agreement.mechanisms\" in scenario.toml, as the scenario "
                          "banten-mechanisms does.",
                          "Bagian mana dari kesepakatan yang berperan tidak dapat dikatakan dari hasil ini: tidak ada "
                          "kebijakan dengan mekanisme tunggal. Tambahkan attribute = \"agreement.mechanisms\" pada "
                          "kebijakan itu di scenario.toml, seperti pada skenario banten-mechanisms."),
    "cost_ratio": ("An expected death averted costs {payer} IDR {n} million.",
                   "Bagi {payer}, biaya per kematian yang dihindari (nilai harapan) Rp{n} juta."),
    "cost_saves money": ("It saves {payer} money too: IDR {cost} million a year.",
                         "Bagi {payer}, biaya pun berkurang: Rp{cost} juta per tahun."),
    "cost_dominated": ("More die and it costs {payer} no less: IDR {cost} million a year.",
                       "Kematian bertambah dan biaya bagi {payer} tidak berkurang: Rp{cost} juta per tahun."),
    "cost_forgone": ("It saves {payer} money at the price of lives: IDR {n} million for each further death.",
                     "Bagi {payer}, biaya berkurang dengan taruhan nyawa: Rp{n} juta untuk tiap kematian tambahan."),
    "cost_not estimable": ("What a death averted costs {payer} cannot be estimated from these replications (costs change by "
                           "IDR {cost} million a year).",
                           "Bagi {payer}, biaya per kematian yang dihindari tidak dapat ditaksir dari replikasi ini "
                           "(perubahan biaya, juta rupiah per tahun: {cost})."),
    "payer_district": ("local government", "pemerintah kabupaten/kota"),
    "payer_all payers": ("all payers together", "semua pembayar bersama"),
    "one_replication": ("The file holds one replication: there is no interval, so nothing can be claimed. Run at least 8 "
                        "(-r 8). What is drawn below is one world, and may be chance.",
                        "Berkas ini memuat satu replikasi saja: tidak ada selang kepercayaan, jadi tidak ada yang dapat "
                        "disimpulkan. Jalankan sedikitnya 8 (-r 8). Yang digambar di bawah adalah satu dunia simulasi, dan "
                        "bisa jadi kebetulan."),
    "one_arm": ("The file holds one policy, {title}: there is nothing to compare it with, so no effect can be stated. Run "
                "the scenario with a second arm.",
                "Berkas ini memuat satu kebijakan saja, {title}: tidak ada pembandingnya, jadi pengaruhnya tidak dapat "
                "dinyatakan. Jalankan skenario dengan kebijakan kedua."),
    "one_arm_level": ("Under it {n} mothers die a year in {place}.",
                      "Pada kebijakan itu {n} ibu meninggal per tahun di {place}."),
    "no_deaths": ("No mother died under any policy in {n}: too few births or too short a window to say anything of deaths.",
                  "Tidak ada ibu yang meninggal pada kebijakan mana pun dalam {n}: kelahiran terlalu sedikit atau jangka "
                  "waktunya terlalu pendek untuk menyimpulkan sesuatu tentang kematian."),
    "no_women": ("The file keeps no maternal deaths: this scenario is about blood alone, and the tables say what it found.",
                 "Berkas ini tidak memuat kematian ibu: skenario ini hanya tentang darah, dan hasilnya ada di tabel."),
    "incomplete": ("The run was interrupted: {n} of {of} replications are here.",
                   "Simulasi terhenti sebelum selesai: baru {n} dari {of} replikasi ada di sini."),
    "summary": ("The file keeps sums alone (detail {detail}): there is no {list}.",
                "Berkas ini hanya menyimpan jumlah (detail {detail}): tidak ada {list}."),
    "summary_map": ("map of districts", "peta kabupaten/kota"), "summary_stock": ("stock through the year", "stok sepanjang tahun"),
    "summary_fidelity": ("course of the agreement", "perjalanan kesepakatan"),
    "summary_monitoring": ("monitoring", "pemantauan"),
}
