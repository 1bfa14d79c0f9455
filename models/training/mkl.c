/* Lets MKL take its fast paths on any CPU with AVX2: it asks whether the CPU is one of
   Intel's, and else multiplies matrices a third slower.

       cc -shared -fPIC models/training/mkl.c -o .training/mkl.so
       LD_PRELOAD=.training/mkl.so python -m models.training train … */

int mkl_serv_intel_cpu_true(void) { return 1; }

int mkl_serv_intel_cpu(void) { return 1; }
