/* Word alignment by IBM model 1 with a prior for the diagonal: the inner loops.

   align.py compiles this file and has the same loops in numpy, slower. A table holds
   p(target piece | source piece), row by row; its last row is the empty word. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define LONGEST 256

typedef struct {
    const uint16_t *pieces;
    const int64_t *starts;
} side;

static int length(side s, int64_t pair) {
    return (int)(s.starts[pair + 1] - s.starts[pair]);
}

/* posterior[i * m + j]: how likely target j comes from source i - 1; row 0: from
   nothing. */
static void posterior(const float *table, int vocabulary, const uint16_t *source, int n,
                      const uint16_t *target, int m, float steep, float empty,
                      float *out) {
    float near[LONGEST];
    for (int i = 0; i <= n; i++) {
        int piece = i ? source[i - 1] : vocabulary - 1;
        const float *row = table + (int64_t)piece * vocabulary;
        for (int j = 0; j < m; j++) out[i * m + j] = row[target[j]];
    }
    for (int j = 0; j < m; j++) {
        float sum = 0, total = 0;
        for (int i = 0; i < n; i++) {
            near[i] = expf(-steep * fabsf((i + .5f) / n - (j + .5f) / m));
            sum += near[i];
        }
        for (int i = 0; i <= n; i++) {
            out[i * m + j] *= i ? (1 - empty) * near[i - 1] / sum : empty;
            total += out[i * m + j];
        }
        for (int i = 0; i <= n; i++) out[i * m + j] /= total + 1e-20f;
    }
}

/* Adds the expected counts of all pairs to `counts`, a table like the first. */
void expect(const float *table, int vocabulary, const uint16_t *source,
            const int64_t *source_starts, const uint16_t *target,
            const int64_t *target_starts, int64_t pairs, float steep, float empty,
            float *counts) {
    side s = {source, source_starts}, t = {target, target_starts};
    float *p = malloc(sizeof(float) * (LONGEST + 1) * LONGEST);
    for (int64_t k = 0; k < pairs; k++) {
        int n = length(s, k), m = length(t, k);
        const uint16_t *x = s.pieces + s.starts[k], *y = t.pieces + t.starts[k];
        posterior(table, vocabulary, x, n, y, m, steep, empty, p);
        for (int i = 0; i <= n; i++) {
            int piece = i ? x[i - 1] : vocabulary - 1;
            float *row = counts + (int64_t)piece * vocabulary;
            for (int j = 0; j < m; j++) row[y[j]] += p[i * m + j];
        }
    }
    free(p);
}

/* For each target piece the source position that both directions agree on best, or
   255; and in `counts` how often two pieces were linked. */
void join(const float *forward, const float *backward, int vocabulary,
          const uint16_t *source, const int64_t *source_starts, const uint16_t *target,
          const int64_t *target_starts, int64_t pairs, float steep, float empty,
          float agreed, uint8_t *links, float *counts) {
    side s = {source, source_starts}, t = {target, target_starts};
    float *p = malloc(sizeof(float) * (LONGEST + 1) * LONGEST);
    float *q = malloc(sizeof(float) * (LONGEST + 1) * LONGEST);
    for (int64_t k = 0; k < pairs; k++) {
        int n = length(s, k), m = length(t, k);
        const uint16_t *x = s.pieces + s.starts[k], *y = t.pieces + t.starts[k];
        posterior(forward, vocabulary, x, n, y, m, steep, empty, p);
        posterior(backward, vocabulary, y, m, x, n, steep, empty, q);
        for (int j = 0; j < m; j++) {
            float best = 0;
            int at = 255;
            for (int i = 0; i < n; i++) {
                float both = sqrtf(p[(i + 1) * m + j] * q[(j + 1) * n + i]);
                if (both > .1f) counts[(int64_t)x[i] * vocabulary + y[j]] += both;
                if (both > best) { best = both; at = i; }
            }
            links[t.starts[k] + j] = best > agreed && at < 255 ? at : 255;
        }
    }
    free(p);
    free(q);
}
