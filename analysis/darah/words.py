"""What the report says, in English and in Indonesian, and how each language writes numbers.

A message is looked up by its key, a label by what the results file or `darah compare` calls it.
"""

import calendar
import math

LANGUAGES = ("id", "en")
NAMES = {"id": "Bahasa Indonesia", "en": "English"}
EN, ID = 0, 1


class Words:
    """One language: messages, labels, numbers, intervals, dates."""

    def __init__(self, code):
        self.code = code
        self._at = EN if code == "en" else ID

    def __call__(self, key, **values):
        """The message of this key, with {names} filled in. Raises KeyError."""
        return MESSAGES[key][self._at].format(**values)

    def label(self, name):
        """What a code, or a line of `darah compare`, is called; the name itself where nothing is known of it."""
        if name in LABELS:
            return LABELS[name][self._at]
        head, bracket, unit = name.rpartition(" (")
        if bracket and head in LABELS:
            return f"{LABELS[head][self._at]} ({LABELS.get(unit[:-1], (unit[:-1],) * 2)[self._at]})"
        payer, colon, line = name.partition(": ")
        if colon and payer in LABELS and line in LABELS:
            return f"{LABELS[payer][self._at]}: {LABELS[line][self._at]}"
        return name

    def number(self, value, decimals=0, sign=False):
        """1,234.5 or 1.234,5; a dash where there is none. With a sign on request; never a negative zero."""
        if value is None or not math.isfinite(value):
            return "–"
        text = f"{value:{'+' if sign else ''},.{decimals}f}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("+-")
        if self.code == "id":
            text = text.translate(str.maketrans(",.", ".,"))
        return text.replace("-", "−")

    def interval(self, interval, decimals=0, sign=False, suffix=""):
        """"22.7 (20.9 to 24.5)"; the mean alone is never shown: without an interval it says so.

        With decimals more where an end would be shown as 0 that the interval leaves out.
        """
        if interval is None or interval["mean"] is None:
            return "–"
        low, high = interval["low"], interval["high"]
        known = interval["half_width"] is not None and None not in (low, high)
        if known and low * high > 0:
            nearest = min(abs(low), abs(high))
            decimals = next((d for d in range(decimals, decimals + 4) if float(f"{nearest:.{d}f}")), decimals)
        mean, *ends = (self.number(value, decimals, sign) + suffix for value in (interval["mean"], low, high))
        return self("interval", mean=mean, low=ends[0], high=ends[1]) if known else self("no_interval", value=mean)

    def plus_minus(self, interval, decimals=0, sign=False):
        """"−22.7 ± 1.4", as `darah compare` writes it; "same" where no replication differs."""
        if interval is None or interval["mean"] is None:
            return "–"
        if interval["mean"] == 0 and interval["half_width"] == 0:
            return self("same")
        mean = self.number(interval["mean"], decimals, sign)
        if interval["half_width"] is None:
            return self("no_interval", value=mean)
        return f"{mean} ± {self.number(interval['half_width'], decimals)}"

    def listed(self, names):
        """a, b and c"""
        names = list(names)
        last = self("and")
        return last.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def count(self, n, noun):
        """1 replication, 2 replications: messages `noun` and `noun_many`."""
        return f"{self.number(n)} {self(noun if n == 1 else noun + '_many')}"

    def date(self, day):
        """1 January 2018"""
        return f"{day.day} {self.months()[day.month - 1]} {day.year}"

    def months(self):
        return list(calendar.month_name)[1:] if self.code == "en" else MONTHS_ID

    def vega_locale(self):
        """Of Vega's number and time formats."""
        names = self.months()
        short = [name[:3] for name in names]
        days = [calendar.day_name[i - 1] for i in range(7)] if self.code == "en" else DAYS_ID  # from Sunday
        decimal, thousands = (".", ",") if self.code == "en" else (",", ".")
        return {"number": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]},
                "time": {"dateTime": "%e %B %Y", "date": "%d/%m/%Y", "time": "%H:%M", "periods": ["AM", "PM"],
                         "days": days, "shortDays": [day[:3] for day in days], "months": names,
                         "shortMonths": short}}


MONTHS_ID = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
             "November", "Desember"]
DAYS_ID = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"]

# Codes of the file, and lines and units of `darah compare`: English, Indonesian.
LABELS = {
    # causes, places, times, delays, steps
    "pph": ("bleeding after birth", "perdarahan pascapersalinan"),
    "aph": ("bleeding before birth", "perdarahan antepartum"),
    "hypertensive": ("hypertension", "hipertensi dalam kehamilan"),
    "obstructed": ("obstructed labour", "persalinan macet"),
    "sepsis": ("infection", "infeksi"),
    "abortion": ("abortion", "abortus"),
    "indirect": ("indirect causes", "penyebab tidak langsung"),
    "home": ("at home", "di rumah"),
    "clinic": ("in a clinic", "di klinik"),
    "puskesmas": ("in a puskesmas", "di puskesmas"),
    "hospital": ("in hospital", "di rumah sakit"),
    "on_the_way": ("on the way", "di perjalanan"),
    "before_birth": ("before birth", "sebelum melahirkan"),
    "within_48_hours": ("within 48 hours of birth", "dalam 48 jam setelah melahirkan"),
    "later": ("later", "setelahnya"),
    "decide": ("1: decision", "1: mengambil keputusan"),
    "reach": ("2: reaching care", "2: mencapai fasilitas"),
    "receive": ("3: receiving care", "3: mendapat pertolongan"),
    "vehicle": ("a vehicle", "kendaraan"),
    "travel": ("travel", "perjalanan"),
    "stabilise": ("stabilising", "stabilisasi"),
    "accept": ("acceptance", "penerimaan rujukan"),
    "triage": ("triage", "triase"),
    "bed": ("a bed", "tempat tidur"),
    "team": ("the team", "tim"),
    "theatre": ("the theatre", "kamar operasi"),
    "blood": ("blood", "darah"),
    # mechanisms
    "candidates": ("candidate donors", "calon donor"),
    "call_up": ("call-up of donors", "pemanggilan donor"),
    "maternal_reserve": ("reserve for mothers", "cadangan darah untuk ibu"),
    "pre_notification": ("announced referrals", "pemberitahuan sebelum rujukan"),
    "courier": ("courier for blood", "kurir darah"),
    "recruitment_money": ("money for recruitment", "dana rekrutmen donor"),
    "joint_review": ("joint review", "evaluasi bersama"),
    # headlines
    "births": ("births", "kelahiran"),
    "severe emergencies": ("severe emergencies", "kegawatdaruratan berat"),
    "maternal deaths, true": ("maternal deaths, true", "kematian ibu, sebenarnya"),
    "maternal deaths, expected from care": ("maternal deaths, expected from care",
                                            "kematian ibu, nilai harapan menurut pertolongan"),
    "maternal deaths, reported": ("maternal deaths, reported", "kematian ibu, dilaporkan"),
    "maternal deaths per 100,000 births": ("maternal deaths per 100,000 births", "kematian ibu per 100.000 kelahiran"),
    "deaths, blood the last thing missing": ("deaths, blood the last thing missing",
                                             "kematian, yang terakhir kurang adalah darah"),
    "deaths, blood late": ("deaths, blood late", "kematian, darah terlambat"),
    "maternal deaths by cause": ("maternal deaths by cause", "kematian ibu menurut penyebab"),
    "maternal deaths by place": ("maternal deaths by place", "kematian ibu menurut tempat"),
    "maternal deaths by time": ("maternal deaths by time", "kematian ibu menurut waktu"),
    "maternal deaths by dominant delay": ("maternal deaths by dominant delay",
                                          "kematian ibu menurut keterlambatan utama"),
    **{f"of deaths, spared had delay {n} been zero": (f"of deaths, spared had delay {n} been zero",
                                                      f"dari kematian, terhindar bila keterlambatan {n} nol")
       for n in (1, 2, 3)},
    "of deaths, spared by no single delay of zero": ("of deaths, spared by no single delay of zero",
                                                     "dari kematian, tidak terhindar oleh hilangnya satu keterlambatan saja"),
    "near-misses": ("near-misses", "ibu nyaris meninggal"),
    "delay 1, decision": ("delay 1, decision", "keterlambatan 1, mengambil keputusan"),
    "delay 2, reaching care": ("delay 2, reaching care", "keterlambatan 2, mencapai fasilitas"),
    "delay 3, receiving care": ("delay 3, receiving care", "keterlambatan 3, mendapat pertolongan"),
    "steps of the way to treatment": ("steps of the way to treatment", "langkah-langkah menuju pertolongan"),
    "onset to treatment": ("onset to treatment", "dari gejala awal sampai pertolongan"),
    "onset to first blood": ("onset to first blood", "dari gejala awal sampai darah pertama"),
    "emergency units given by treatment, of needed": ("emergency units given by treatment, of needed",
                                                      "kantong darurat yang sudah diberikan saat pertolongan, dari yang "
                                                      "dibutuhkan"),
    "refusals per 100 referrals": ("refusals per 100 referrals", "penolakan per 100 rujukan"),
    "operations that waited for a team": ("operations that waited for a team", "operasi yang menunggu tim"),
    "searches for a mother's blood": ("searches for a mother's blood", "pencarian darah untuk ibu"),
    "donations": ("donations", "donasi"),
    "from replacement donors": ("from replacement donors", "dari donor pengganti"),
    "red cells in stock": ("red cells in stock", "stok sel darah merah"),
    "hours without O+ red cells": ("hours without O+ red cells", "jam tanpa sel darah merah O+"),
    "age at issue": ("age at issue", "umur darah saat dikeluarkan"),
    "crossmatched per unit transfused": ("crossmatched per unit transfused",
                                         "uji silang serasi per kantong yang ditransfusikan"),
    "units expired in stock": ("units expired in stock", "kantong kedaluwarsa dalam stok"),
    "units expired, of those produced": ("units expired, of those produced",
                                         "kantong kedaluwarsa, dari yang diproduksi"),
    "units asked for and not met": ("units asked for and not met", "permintaan kantong yang tidak terpenuhi"),
    "one antenatal contact, true (K1)": ("one antenatal contact, true (K1)", "satu kunjungan antenatal, sebenarnya (K1)"),
    "one antenatal contact, reported": ("one antenatal contact, reported", "satu kunjungan antenatal, dilaporkan"),
    "four antenatal contacts, true (K4)": ("four antenatal contacts, true (K4)",
                                           "empat kunjungan antenatal, sebenarnya (K4)"),
    "four antenatal contacts, reported": ("four antenatal contacts, reported", "empat kunjungan antenatal, dilaporkan"),
    "JKN members, of people by BPS": ("JKN members, of people by BPS", "peserta JKN, dari penduduk menurut BPS"),
    "JKN members, of people registered": ("JKN members, of people registered",
                                          "peserta JKN, dari penduduk terdaftar"),
    "candidate donors registered": ("candidate donors registered", "calon donor terdaftar"),
    "candidate donors bled": ("candidate donors bled", "calon donor yang diambil darahnya"),
    "candidates' units taken by their woman": ("candidates' units taken by their woman",
                                               "kantong calon donor yang dipakai ibunya"),
    "units kept from others by the reserve": ("units kept from others by the reserve",
                                              "kantong yang ditahan cadangan dari pasien lain"),
    "money for the agreement": ("money for the agreement", "dana untuk kesepakatan"),
    "deaths averted, women by name": ("deaths averted, women by name", "kematian yang dihindari, dihitung ibu demi ibu"),
    "deaths caused, women by name": ("deaths caused, women by name", "kematian yang ditimbulkan, dihitung ibu demi ibu"),
    "All districts": ("All districts", "Semua kabupaten/kota"),
    "all districts": ("all districts", "semua kabupaten/kota"),
    # units
    "a year": ("a year", "per tahun"), "min": ("min", "menit"), "d": ("d", "hari"), "units": ("units", "kantong"),
    "IDR m a year": ("IDR m a year", "juta rupiah per tahun"), "%": ("%", "%"), "": ("", ""),
    # costs
    "Costs a year, IDR million": ("Costs a year, IDR million", "Biaya per tahun, juta rupiah"),
    "district": ("district", "kabupaten/kota"),
    "blood centres": ("blood centres", "UTD"),
    "families": ("families", "keluarga"),
    "all payers": ("all payers", "semua pembayar"),
    "district, in all": ("district, in all", "kabupaten/kota, seluruhnya"),
    "blood centres, in all": ("blood centres, in all", "UTD, seluruhnya"),
    "families, in all": ("families, in all", "keluarga, seluruhnya"),
    "calls": ("calls", "panggilan"), "couriers": ("couriers", "kurir"), "reviews": ("reviews", "evaluasi"),
    "referral desks": ("referral desks", "meja rujukan"),
    "recruitment of donors": ("recruitment of donors", "rekrutmen donor"),
    "ambulances": ("ambulances", "ambulans"), "outreach": ("outreach", "penjangkauan (BOK)"),
    "cash transfers": ("cash transfers", "bantuan tunai"),
    "drives, other money": ("drives, other money", "kegiatan donor, dana lain"),
    "processing of units transfused": ("processing of units transfused", "pengolahan kantong yang ditransfusikan"),
    "processing of units wasted": ("processing of units wasted", "pengolahan kantong yang terbuang"),
    "fares": ("fares", "ongkos perjalanan"),
    "transport of donors and finding them": ("transport of donors and finding them", "mencari dan mengantar donor"),
    "cash transfers received": ("cash transfers received", "bantuan tunai yang diterima"),
    # monitoring
    "Agreement": ("Agreement", "Kesepakatan"),
    "Deviation from the goal (%)": ("Deviation from the goal (%)", "Penyimpangan dari sasaran (%)"),
    "distance (0-1)": ("modification (0-1)", "modifikasi (0-1)"),
    "done (%)": ("carried out (%)", "dijalankan (%)"),
    "level (0-5)": ("level (0-5)", "tingkat (0-5)"),
    "not told": ("not told (%, goal 0)", "belum diberi tahu (%, sasaran 0)"),
    "not called": ("not called (%, goal 0)", "tidak dipanggil (%, sasaran 0)"),
    "used by her": ("used by her (%, goal 100)", "dipakai ibunya (%, sasaran 100)"),
    "reserve misused": ("reserve misused (%, goal 0)", "cadangan disalahgunakan (%, sasaran 0)"),
    # kinds of parameters
    "S": ("found in a source", "ditemukan dalam sumber"),
    "D": ("derived from one", "diturunkan dari sumber"),
    "E": ("estimated", "diperkirakan"),
    "B": ("background knowledge", "pengetahuan umum"),
    "A": ("assumed", "diasumsikan"),
    "-": ("a choice", "pilihan"),
    # sweeps
    "grid": ("grid", "kisi (grid)"), "list": ("list", "daftar"), "latin-hypercube": ("Latin hypercube", "hiperkubus Latin"),
    "sobol": ("Sobol", "Sobol"), "morris": ("Morris", "Morris"),
}

MESSAGES = {
    "and": (" and ", " dan "),
    "same": ("same", "sama"),
    "interval": ("{mean} ({low} to {high})", "{mean} ({low} sampai {high})"),
    "no_interval": ("{value} (no interval)", "{value} (tanpa selang)"),
    "replication": ("replication", "replikasi"), "replication_many": ("replications", "replikasi"),
    "district": ("district", "kabupaten/kota"), "district_many": ("districts", "kabupaten/kota"),
    "cell": ("cell", "sel"), "cell_many": ("cells", "sel"),
    "row": ("row", "baris"),
    "row_many": ("rows", "baris"),
    "trajectory": ("trajectory", "lintasan"),
    "trajectory_many": ("trajectories", "lintasan"),
    "factor": ("factor", "faktor"), "factor_many": ("factors", "faktor"),
    "day": ("day", "hari"), "day_many": ("days", "hari"),

    # the page
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

    # the answer
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
    "mechanisms_named": ("What does it, in expected deaths averted a year against no mechanism: {list}; all its mechanisms together {total}.",
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

    # what it rests on, what it does not know
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

    # charts
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

    # sweeps
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
    "summary": ("The file keeps sums alone (detail {detail}): there is no {list}.",
                "Berkas ini hanya menyimpan jumlah (detail {detail}): tidak ada {list}."),
    "summary_map": ("map of districts", "peta kabupaten/kota"), "summary_stock": ("stock through the year", "stok sepanjang tahun"),
    "summary_fidelity": ("course of the agreement", "perjalanan kesepakatan"),
    "summary_monitoring": ("monitoring", "pemantauan"),
    "not_drawn": ("Not drawn, to keep it readable: {list}; see all results below.",
                  "Tidak digambar agar tetap terbaca: {list}; lihat semua hasil di bawah."),
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
    "index_prcc": ("partial rank correlation", "korelasi peringkat parsial"),
    "index_total": ("total Sobol index", "indeks Sobol total"),
    "index_mu_star": ("mean effect over the whole range (mu*)", "pengaruh rata-rata atas seluruh rentang (mu*)"),
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

    # provenance
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
