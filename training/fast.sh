# Source this before training on a few cores: memory stays in the process, and each thread on its core.
export MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
export GOMP_CPU_AFFINITY="0-$(($(nproc) - 1))"
