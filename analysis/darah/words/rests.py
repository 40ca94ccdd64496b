"""What an answer rests on, and what it does not know."""

MESSAGES = {
    "rests_runs": ("{replications} of {place}, {days} from {start}, after {warm_up} of warm-up; the same women, donors and "
                   "chances under every policy, so what differs is due to the policy.",
                   "{replications} untuk {place}, {days} sejak {start}, setelah masa pemanasan {warm_up}; ibu, donor, dan "
                   "kebetulannya sama pada setiap kebijakan, jadi yang berbeda disebabkan oleh kebijakan."),
    "rests_changed": ("Changed for this run, under every policy: {list}.",
                      "Diubah untuk simulasi ini, pada setiap kebijakan: {list}."),
    "rests_scaled": ("Figures a year are scaled from these days; seasons outside them are not in it.",
                     "Angka per tahun dihitung dari hari-hari itu; musim di luarnya tidak termasuk."),
    "rests_parameters": ("{n} parameters: {list}. They are listed at the end, with their marks.",
                         "{n} parameter: {list}. Daftarnya di bagian akhir, beserta tandanya."),
    "rests_parameters_unknown": ("How its parameters are known is not told here: the program that describes them was not "
                                 "found.",
                                 "Dari mana parameternya diketahui tidak disebut di sini: program yang menjelaskannya "
                                 "tidak ditemukan."),
    "rests_found": ("Of {n} published figures that this run holds against what was found, {inside} lie inside the interval "
                    "and {outside} outside it.",
                    "Dari {n} angka terbitan yang dibandingkan dengan hasil ini, {inside} berada di dalam selang dan "
                    "{outside} di luarnya."),
    "unknown_interval": ("The intervals are the error of simulating only so often. What we do not know about the "
                         "parameters, most of them assumed, is not in them: it can be larger. A sweep over them says how "
                         "much.",
                         "Selang ini hanya menggambarkan galat karena jumlah simulasi terbatas. Ketidaktahuan kita tentang "
                         "parameter, yang sebagian besar diasumsikan, tidak termasuk di dalamnya dan bisa lebih besar. "
                         "Sapuan parameter (sweep) menunjukkan seberapa besar."),
    "unknown_model": ("It is a model of what is written into it. Behaviour that nobody wrote down, an epidemic, a change of "
                      "law or of prices is not in it.",
                      "Model hanya memuat apa yang dituliskan ke dalamnya. Perilaku yang tidak dituliskan, wabah, "
                      "perubahan peraturan atau harga tidak termasuk."),
    "unknown_implementation": ("How faithfully a district would carry the agreement out is an input here, not a result: ask "
                               "who will, with what budget, and compare the policies that differ in it.",
                               "Seberapa sungguh-sungguh suatu kabupaten/kota menjalankan kesepakatan adalah masukan di "
                               "sini, bukan hasil: tanyakan siapa yang akan menjalankannya dan dengan anggaran apa, lalu "
                               "bandingkan kebijakan yang berbeda dalam hal itu."),
    "unknown_districts": ("A single district has few deaths a year: its change is known far less well than the province's.",
                          "Di satu kabupaten/kota hanya terjadi sedikit kematian per tahun: perubahannya jauh kurang pasti "
                          "daripada perubahan di seluruh provinsi."),
}
