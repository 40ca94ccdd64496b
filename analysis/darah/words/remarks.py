"""Remarks of analyses of sweeps: their warnings, and why one cannot be made."""

MESSAGES = {
    "warn_noisy": ("{share}% of the variance between cells is Monte Carlo error: more replications a cell",
                   "{share}% dari ragam antarsel adalah galat Monte Carlo: perlu lebih banyak replikasi per sel"),
    "warn_noisy_own": ("{share}% of the variance between cells is Monte Carlo error: more replications a cell, or streams = "
                       "\"common\"",
                       "{share}% dari ragam antarsel adalah galat Monte Carlo: perlu lebih banyak replikasi per sel, atau "
                       "streams = \"common\""),
    "warn_one_value": ("{names} has one value alone", "{names} hanya mempunyai satu nilai"),
    "warn_names": ("the values of {names} are names: taken in the order of the list",
                   "nilai {names} berupa nama: diambil menurut urutan daftarnya"),
    "warn_not_monotone": ("less than half is monotone: see the surrogate, or a sobol design",
                          "kurang dari separuhnya monoton: lihat model pengganti (surrogate), atau pakai rancangan sobol"),
    "warn_few": ("{n} are few: take {least} or more", "{n} terlalu sedikit: ambil {least} atau lebih"),
    "warn_few_one": ("{n} is few: take {least} or more", "{n} terlalu sedikit: ambil {least} atau lebih"),
    "warn_constant": ("the response is the same in all cells: nothing to explain",
                      "jawabannya sama di semua sel: tidak ada yang perlu dijelaskan"),
    "warn_wide": ("intervals wider than {limit} ({what}; widest {widest}): {names}: more {more}",
                  "selang lebih lebar dari {limit} ({what}; terlebar {widest}): {names}: perlu lebih banyak {more}"),
    "warn_unsettled": ("half of the {half_of} rank {names} otherwise: their order is not settled",
                       "separuh {half_of} memberi {names} urutan lain: urutannya belum pasti"),
    "warn_drowned": ("{what} of {names} is less than twice what Monte Carlo error alone gives: more replications",
                     "{what} untuk {names} kurang dari dua kali yang dihasilkan galat Monte Carlo saja: perlu lebih banyak "
                     "replikasi"),
    "warn_over": ("first-order indices sum to {sum}, over 1: more rows",
                  "jumlah indeks orde pertama {sum}, lebih dari 1: perlu lebih banyak baris"),
    "warn_negative": ("negative first order: {names}: more rows", "orde pertama negatif: {names}: perlu lebih banyak baris"),
    "with_value": ("{name} ({value})", "{name} ({value})"),
    "part_of_largest": ("mu*, as part of the largest", "mu*, sebagai bagian dari yang terbesar"),
    "the_total": ("the total index", "indeks total"),
    "row_of_sample": ("row of the base sample", "baris sampel dasar"),
    "why_none_whole": ("no {group} is complete yet: {cells} of {of}", "belum ada {group} yang lengkap: {cells} dari {of}"),
    "why_too_few": ("{cells} are too few for partial correlations of {factors}: it takes {least}",
                    "{cells} terlalu sedikit untuk korelasi parsial {factors}: diperlukan {least}"),
    "why_together": ("the factors go together in all cells: their effects cannot be told apart",
                     "faktor-faktornya bergerak bersama di semua sel: pengaruhnya tidak dapat dipisahkan"),
}
