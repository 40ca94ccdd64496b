"""What the page of a sweep says of its design and of its factors."""

MESSAGES = {
    "sweep_design": ("{method} design: {cells} of {factors}, {replications} each",
                     "Rancangan {method}: {cells} dari {factors}, masing-masing {replications}"),
    "sweep_partial": ("The sweep is not finished: {n} of {of} cells are here, and what follows rests on these.",
                      "Sapuan ini belum selesai: baru {n} dari {of} sel ada di sini, dan yang berikut bertumpu padanya."),
    "sweep_of_difference": ("maternal deaths a year, {arm} less {baseline}",
                            "kematian ibu per tahun, {arm} dikurangi {baseline}"),
    "sweep_of_level": ("maternal deaths a year, {arm}", "kematian ibu per tahun, {arm}"),
    "sweep_of_measure": ("{measure}, {arm}", "{measure}, {arm}"),
    "sweep_range": ("Over all {cells}, {what} goes from {low} to {high}; nine tenths of the cells lie between {p5} and "
                    "{p95}. This is what not knowing the factors does, beside Monte Carlo error ({noise} of the variance).",
                    "Dari seluruh {cells}, {what} berkisar dari {low} sampai {high}; sembilan persepuluh sel terletak "
                    "antara {p5} dan {p95}. Inilah akibat tidak mengetahui faktor-faktornya, selain galat Monte Carlo "
                    "({noise} dari ragam)."),
    "sweep_noise_unknown": ("an unknown part", "bagian yang tidak diketahui"),
    "sweep_named": ("What matters, by {index}: {list}.", "Yang berpengaruh, menurut {index}: {list}."),
    "sweep_rest": ("Of {list} this sweep cannot tell: it takes more cells or replications.",
                   "Untuk {list} sapuan ini belum dapat memastikannya: perlu lebih banyak sel atau replikasi."),
    "sweep_factors": ("What is varied", "Yang diubah"),
    "sweep_days": ("Each cell measures {days}.", "Tiap sel mengukur {days}."),
    "sweep_set": ("The design sets, in every cell: {list}.", "Rancangan menetapkan, di setiap sel: {list}."),
    "varied": ("varied: {range}", "diubah: {range}"),
    "sweep_unnamed": ("No factor's effect can be told from chance with these cells and replications.",
                      "Tidak ada satu pun faktor yang pengaruhnya dapat dibedakan dari kebetulan dengan sel dan replikasi "
                      "ini."),
    "sweep_impossible": ("An index for each factor cannot be computed: {why}.",
                         "Indeks tiap faktor tidak dapat dihitung: {why}."),
    "sweep_one_replication": ("One replication a cell: what is Monte Carlo error is unknown, and differences may be chance.",
                              "Satu replikasi per sel: galat Monte Carlo tidak diketahui, dan perbedaannya bisa jadi "
                              "kebetulan."),
    "sweep_common": ("Every cell has the same women, donors and chances, so what differs between cells is due to the "
                     "factors.",
                     "Ibu, donor, dan kebetulannya sama di setiap sel, jadi yang berbeda antarsel disebabkan oleh "
                     "faktornya."),
    "sweep_unknown_ranges": ("The ranges of the factors are somebody's judgement, and what the sweep does not vary is held "
                             "at one value.",
                             "Rentang faktor adalah hasil pertimbangan seseorang, dan yang tidak diubah oleh sapuan ini "
                             "tetap pada satu nilai."),
    "index_prcc": ("partial rank correlation", "korelasi peringkat parsial"),
    "index_total": ("total Sobol index", "indeks Sobol total"),
    "index_mu_star": ("mean effect over the whole range (mu*)", "pengaruh rata-rata atas seluruh rentang (mu*)"),
}
