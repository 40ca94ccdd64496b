#include "core/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace darah {
namespace {

void require(int done) {
  if (done != 1) throw std::runtime_error("libcrypto cannot compute SHA-256");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  require(context_ ? 1 : 0);
  require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

Sha256::Digest Sha256::digest() {
  Digest digest{};
  require(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr));
  return digest;
}

std::string sha256(std::span<const std::string_view> texts) {
  Sha256 hash;
  for (const std::string_view text : texts) hash.add(text);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : hash.digest()) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

}  // namespace darah
