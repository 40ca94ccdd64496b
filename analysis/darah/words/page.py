"""The page itself: its parts, its tables, and where it comes from."""

MESSAGES = {
    "switch": ("Language", "Bahasa"),
    "skip": ("To the answer", "Langsung ke jawaban"),
    "contents": ("On this page", "Isi halaman"),
    "of_scenario": ("Scenario {name}", "Skenario {name}"),
    "table_of": ("Table: {title}", "Tabel: {title}"),
    "csv": ("Download the data (CSV)", "Unduh data (CSV)"),
    "no_script": ("Charts need JavaScript; the tables below each hold the same numbers.",
                  "Grafik memerlukan JavaScript; tabel di bawahnya memuat angka yang sama."),
    "answer": ("The answer", "Jawaban"),
    "rests": ("What it rests on", "Dasar jawaban ini"),
    "unknown": ("What it does not know", "Yang tidak diketahui"),
    "arm": ("policy", "kebijakan"), "arms": ("The policies compared", "Kebijakan yang dibandingkan"),
    "meaning": ("meaning", "artinya"),
    "baseline": ("baseline", "pembanding"),
    "all_results": ("All results", "Semua hasil"),
    "all_results_text": ("What `darah compare` prints: each policy's mean over the replications with its 95% interval, and "
                         "its difference from {baseline}, paired by replication. ~ the interval of the difference includes "
                         "0: not distinguishable.",
                         "Yang dicetak `darah compare`: rata-rata tiap kebijakan dari semua replikasi dengan selang 95%, "
                         "dan selisihnya dari {baseline}, berpasangan per replikasi. ~ selang selisih itu memuat 0: tidak "
                         "dapat dibedakan."),
    "difference": ("difference", "selisih"),
    "monitoring": ("Monitoring the agreement", "Pemantauan kesepakatan"),
    "monitoring_text": ("Extent of modification (distance from the template), how far it is carried out, deviation from the "
                        "goals, and effectiveness: the change in expected deaths and in minutes from onset to first blood "
                        "against {baseline}, with 95% intervals. Levels are means over all replications.",
                        "Luas modifikasi (jarak dari contoh peraturan), sejauh mana dijalankan, penyimpangan dari sasaran, "
                        "dan efektivitas: perubahan nilai harapan kematian dan menit dari gejala awal sampai darah pertama "
                        "terhadap {baseline}, dengan selang 95%. Tingkatnya adalah rata-rata semua replikasi."),
    "monitoring_none": ("no agreement in force", "tidak ada kesepakatan yang berlaku"),
    "year": ("year", "tahun"),
    "deaths_column": ("expected deaths a year", "harapan kematian per tahun"), "blood_column": ("min to blood", "menit sampai darah"),
    "found": ("Held against what was found", "Dibandingkan dengan kenyataan yang tercatat"),
    "found_text": ("Published figures beside the simulated ones. The interval is that of the mean over replications; a "
                   "single year varies by far more. Outside it, the figure is not the model's mean: by the chance of its "
                   "year, or because the model is wrong.",
                   "Angka terbitan di samping hasil simulasi. Selangnya adalah selang rata-rata replikasi; angka satu "
                   "tahun jauh lebih beragam. Di luar selang berarti angka itu bukan rata-rata model: karena kebetulan "
                   "pada tahun itu, atau karena modelnya keliru."),
    "figure": ("figure", "angka"), "published": ("published", "terbitan"), "simulated": ("simulated", "simulasi"),
    "source": ("source", "sumber"), "verdict": ("verdict", "penilaian"),
    "inside": ("inside", "di dalam"), "outside": ("outside", "di luar"), "unknown_verdict": ("–", "–"),
    "provenance": ("Where this comes from", "Asal-usul"),
    "rerun": ("To run exactly this again", "Untuk menjalankan ulang persis seperti ini"),
    "rerun_text": ("With the sources of commit {commit} and the scenario's files as they stand at the end of this page (SHA-256 "
                   "{sha}), the numbers come out the same, bit for bit, on any number of threads:",
                   "Dengan kode sumber commit {commit} dan berkas skenario seperti di akhir halaman ini (SHA-256 {sha}), "
                   "angkanya keluar sama persis, bit demi bit, berapa pun jumlah utasnya:"),
    "rerun_text_edited": ("Its sources were edited after commit {commit}, so only whoever has these edits can compute it "
                          "again bit for bit:",
                          "Kode sumbernya disunting setelah commit {commit}, jadi hanya pemilik suntingan itu yang dapat "
                          "menghitung ulang bit demi bit:"),
    "facts": ("The file", "Berkas"),
    "fact": ("what", "apa"),
    "assumptions": ("The parameters and how they are known", "Parameter dan dari mana diketahui"),
    "assumptions_text": ("Values as the program defines them; \"here\" is what the scenario, the design or the command line sets in "
                         "their place for every policy. Tables and policies set others: see the files below. {marks}.",
                         "Nilai bawaan program; \"di sini\" adalah yang diganti oleh skenario, rancangan, atau baris perintah untuk "
                         "semua kebijakan. Tabel dan kebijakan mengganti yang lain: lihat berkas di bawah. {marks}."),
    "key": ("key", "kunci"), "default": ("default", "bawaan"), "here": ("here", "di sini"), "mark": ("mark", "tanda"),
    "unit": ("unit", "satuan"),
    "other_version": ("The list is of darah {now}; the results were computed by {then}: marks and defaults may have changed since.",
                      "Daftar ini dari darah {now}; hasilnya dihitung oleh {then}: tanda dan nilai bawaan mungkin telah berubah."),
    "scenario_text": ("The scenario, all its files", "Skenario, semua berkasnya"),
    "design_text": ("The design", "Rancangan"),
    "in_english": ("In English, as the program and the scenario's author wrote it.",
                   "Dalam bahasa Inggris, sebagaimana ditulis program dan penyusun skenario."),
    "made_by": ("Made by darah {version} on {date}.", "Dibuat dengan darah {version} pada {date}."),
}
