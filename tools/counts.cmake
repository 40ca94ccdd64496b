# Copies the counts of a training (*.gcda) to where the compiler looks for them: beside the objects of the same names.
# cmake -D FROM=BUILD -D TO=BUILD -P tools/counts.cmake
file(GLOB_RECURSE counts RELATIVE ${FROM} ${FROM}/CMakeFiles/*.gcda)
if(NOT counts)
  message(FATAL_ERROR "the training in ${FROM} has counted nothing")
endif()
foreach(file ${counts})
  configure_file(${FROM}/${file} ${TO}/${file} COPYONLY)
endforeach()
