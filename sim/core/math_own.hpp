#pragma once

namespace darah::math::own {

double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double pow(double x, double y);
double sin(double radians);
double cos(double radians);
double lgamma(double x);
double erfc(double x);

}  // namespace darah::math::own
