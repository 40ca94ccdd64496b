# Writes HEADER for the sources in SOURCE; leaves it alone when nothing changed, so that nothing is recompiled.
# The commit is that of the sources as built, with -modified after it where what is compiled differs from it.
# Without git, or where git does not trust the checkout, a hash of the sources stands in.
file(GLOB_RECURSE files RELATIVE ${SOURCE} ${SOURCE}/sim/*.cpp ${SOURCE}/sim/*.hpp)
list(APPEND files CMakeLists.txt CMakePresets.json)
list(SORT files)
set(hashes "")
foreach(file ${files})
  file(SHA1 ${SOURCE}/${file} hash)
  string(APPEND hashes "${file} ${hash}\n")
endforeach()
string(SHA1 hashes "${hashes}")
set(commit unknown-sources-${hashes})
if(EXISTS ${SOURCE}/.git)
  execute_process(COMMAND git -C ${SOURCE} rev-parse --verify HEAD
    OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed EQUAL 0)
    set(commit ${head})
    execute_process(COMMAND git -C ${SOURCE} --no-optional-locks status --porcelain -- sim CMakeLists.txt CMakePresets.json
      OUTPUT_VARIABLE changes ERROR_QUIET)
    if(changes)
      string(SUBSTRING ${hashes} 0 8 edits)
      string(APPEND commit -modified-${edits})
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${HEADER} @ONLY CONTENT [[
#pragma once

#include <string_view>

namespace darah {

inline constexpr std::string_view program_version = "@VERSION@";
/// Of the sources as built: 40 hex digits, with `-modified-` and the beginning of a hash of all sources after
/// them if edited since; outside git `unknown-sources-` and that hash.
inline constexpr std::string_view git_commit = "@commit@";
inline constexpr std::string_view compiler = "@COMPILER@";
inline constexpr std::string_view source_folder = "@SOURCE@";

}  // namespace darah
]])
