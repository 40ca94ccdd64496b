#include "model/mother/case.hpp"

#include <algorithm>

namespace darah {

void LethalClock::advance(Time now, Step step) {
  const Duration run = (now - since_) * (1 / stretch_);
  age_ += run;
  aged_in_[step] += run;
  since_ = now;
}

void LethalClock::give_to(Step from, Step to, double share) {
  const Duration given = aged_in_[from] * share;
  aged_in_[from] -= given;
  aged_in_[to] += given;
}

Duration LethalClock::age_without(const DelayOf& delay_of, Delay delay, Duration to_go) const {
  Duration age = age_;
  for (const Step step : every<Step>) {
    if (delay_of[step] == delay) age -= aged_in_[step];
  }
  return age + to_go * (1 / stretch_);
}

void Steps::begin(Step next, Time now) {
  spent_[doing_] += now - since_;
  since_ = now;
  doing_ = next;
}

void Steps::give_to(Step from, Step to, Duration time) {
  spent_[from] -= time;
  spent_[to] += time;
}

EnumArray<Delay, Duration> Steps::delays(const DelayOf& delay_of, Time now) const {
  EnumArray<Delay, Duration> sums;
  for (const Step step : every<Step>) sums[delay_of[step]] += spent_[step];
  sums[delay_of[doing_]] += now - since_;
  return sums;
}

void Case::begin(Step next, Time now) {
  advance(now);
  steps_.begin(next, now);
}

bool Case::give_first_aid(double factor) {
  const bool better = factor > aid_;
  aid_ = std::max(aid_, factor);
  return better;
}

void Case::pace(Time now, double half, double alone) {
  advance(now);
  const bool blood = blood_.any() && blood_.enough_red_cells(half);
  clock_.stretch(aid_ * (blood != surgery_done_ ? alone : 1.0));
}

bool Case::give(double ratio) {
  given_ = true;
  spared_ = onset_.lethal && onset_.spare_draw >= ratio;
  return spared_;
}

void Case::begin_at_home() {
  place_ = Place::home;
  stage_ = Stage::deciding;
}

void Case::begin_in_hospital(HospitalId hospital) {
  place_ = Place::hospital;
  stage_ = Stage::deciding;
  hospital_ = hospital;
  begin(Step::notice, onset_.at);
}

void Case::begin_in_primary_care(Place place, Duration decide_in) {
  begin(Step::recognise, onset_.at);
  place_ = place;
  stage_ = Stage::recognising;
  decide_in_ = decide_in;
}

void Case::recognised(Time now) {
  begin(Step::refer, now);
  stage_ = Stage::deciding;
}

void Case::stay_in_hospital(Time now, bool own_bed) {
  begin(Step::triage, now);
  own_bed_ = own_bed;
  accepted_ = true;
  arrived_ = now;
}

void Case::seek_vehicle(Time now, Time ready, Time departs) {
  begin(Step::vehicle, now);
  stage_ = Stage::waiting;
  ready_ = ready;
  departs_ = departs;
}

void Case::get_ambulance(CatchmentId of, Time at_door) {
  waits_for_ambulance_ = false;
  ambulance_of_ = of;
  at_door_ = at_door;
  in_ambulance_ = true;
}

void Case::leave_for_puskesmas(Time now) {
  begin(Step::travel, now);
  place_ = Place::on_the_way;
  stage_ = Stage::to_puskesmas;
}

void Case::leave_for_hospital(HospitalId hospital, Time now) {
  begin(Step::travel, now);
  place_ = Place::on_the_way;
  stage_ = Stage::travelling;
  hospital_ = hospital;
}

void Case::reach_puskesmas(Time now) {
  begin(Step::stabilise, now);
  place_ = Place::puskesmas;
  stage_ = Stage::at_puskesmas;
  in_ambulance_ = false;
}

void Case::refer(Time now) {
  begin(Step::accept, now);
  stage_ = Stage::calling;
  attempt_ = 0;
}

void Case::announce(Time now, bool blood_centre) {
  announced_ = true;
  notified_ = blood_centre;
  announced_at_ = now;
}

void Case::accept_in(HospitalId hospital, bool with_bed) {
  hospital_ = hospital;
  in_bed_ = with_bed;
  accepted_ = true;
}

void Case::turn_away(Time now) {
  begin(Step::accept, now);
  stage_ = Stage::asking;
}

void Case::look(Lack lack, Time now) {
  begin(Step::onward, now);
  stage_ = Stage::looked_at;
  lack_ = lack;
}

void Case::send_on(HospitalId next, bool with_bed) {
  been_in_.push_back(hospital_);
  stage_ = Stage::sent_on;
  arrived_ = {};
  own_bed_ = announced_ = notified_ = false;
  accept_in(next, with_bed);
}

void Case::leave_for_next() {
  place_ = Place::on_the_way;
  stage_ = Stage::travelling;
}

bool Case::sent_on_by(HospitalId hospital) const {
  return std::find(been_in_.begin(), been_in_.end(), hospital) != been_in_.end();
}

void Case::arrive(Time now) {
  begin(Step::triage, now);
  if (age_on_arrival_.us < 0) age_on_arrival_ = clock_.age();
  arrived_ = now;
  place_ = Place::hospital;
  stage_ = Stage::arriving;
}

void Case::get_bed() {
  waits_for_bed_ = false;
  in_bed_ = true;
}

void Case::wait_for_bed(Time now) {
  waits_for_bed_ = true;
  begin(Step::bed, now);
}

void Case::begin_care(Time now) {
  stage_ = Stage::receiving;
  begin(needs_surgery() ? Step::team : Step::blood, now);
}

void Case::get_team(Duration theatre, Duration operation) {
  waits_for_team_ = false;
  holds_team_ = true;
  theatre_ = theatre;
  operation_ = operation;
}

void Case::surgery_ready(Time now) {
  surgery_ready_ = true;
  surgery_at_ = now;
  begin(Step::blood, now);
  const Duration surgery = steps_.spent()[Step::team];
  if (surgery.us > 0) clock_.give_to(Step::team, Step::theatre, std::min(1.0, theatre_ / surgery));
  steps_.give_to(Step::team, Step::theatre, theatre_);
}

void Case::operate() {
  surgery_waits_ = false;
  surgery_done_ = true;
  holds_team_ = false;  // she has it until the operation ends, whatever becomes of her
}

}  // namespace darah
