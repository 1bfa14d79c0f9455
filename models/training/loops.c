/* Loops of a training step, row by row, in place: cross entropy with its gradient, the
   weights of attention with theirs, and rounding to int8.

   softmax.py and quantization.py have the same in torch, where each of many passes
   goes through memory; here a row stays in the cache. Numbers are float32, or bfloat16
   where HALF is defined. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef HALF

typedef uint16_t number;

static inline float widen(number half) {
    uint32_t bits = (uint32_t)half << 16;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* To the nearest bfloat16, ties to even. */
static inline number narrow(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (number)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

#else

typedef float number;

static inline float widen(number value) { return value; }

static inline number narrow(float value) { return value; }

#endif

/* Turns the logits of each position into their gradient; returns the loss.
   `row` is room for the logits of one position. */
double smoothed_cross_entropy(number *logits, const int64_t *wanted,
                              int64_t positions, int64_t size, float smoothing,
                              float *row) {
    double loss = 0;
    float flat = smoothing / size;
    for (int64_t k = 0; k < positions; k++, logits += size) {
        float most = -INFINITY, all = 0, total = 0;
        for (int64_t i = 0; i < size; i++) {
            row[i] = widen(logits[i]);
            all += row[i];
            most = row[i] > most ? row[i] : most;
        }
        float hit = row[wanted[k]];
        for (int64_t i = 0; i < size; i++) {
            row[i] = expf(row[i] - most);
            total += row[i];
        }
        float normal = most + logf(total), scale = 1 / total;
        loss += normal - (1 - smoothing) * hit - flat * all;
        row[wanted[k]] -= (1 - smoothing) * total;
        for (int64_t i = 0; i < size; i++) logits[i] = narrow(row[i] * scale - flat);
    }
    return loss;
}

/* A row of scores is worked on in whole vectors: its last one is filled up. */
#define VECTOR 16
#define LONGEST 512

/* Turns the scores of `rows` target positions on `size` source positions
   into weights, in place. With `causal`, position k sees the first k + 1 only. */
static void weigh(number *scores, int64_t rows, int64_t size, int causal,
                  float scale) {
    float row[LONGEST + VECTOR];
    number halves[LONGEST + VECTOR];
    for (int64_t k = 0; k < rows; k++, scores += size) {
        int64_t seen = causal && k < size ? k + 1 : size;
        int64_t whole = (seen + VECTOR - 1) / VECTOR * VECTOR;
        float most = -INFINITY, total = 0;
        memcpy(halves, scores, seen * sizeof *scores);
        for (int64_t i = 0; i < VECTOR; i++) halves[seen + i] = halves[0];
        for (int64_t i = 0; i < whole; i++) {
            row[i] = widen(halves[i]) * scale;
            most = row[i] > most ? row[i] : most;
        }
        for (int64_t i = 0; i < VECTOR; i++) row[seen + i] = most - 100;
        for (int64_t i = 0; i < whole; i++) {
            row[i] = expf(row[i] - most);
            total += row[i];
        }
        float share = 1 / total;
        for (int64_t i = 0; i < whole; i++) halves[i] = narrow(row[i] * share);
        memcpy(scores, halves, seen * sizeof *scores);
        memset(scores + seen, 0, (size - seen) * sizeof *scores);
    }
}

/* `weigh` for all heads of all pairs of a batch. */
void attention_weights(number *scores, int64_t pairs, int64_t heads, int64_t rows,
                       int64_t size, int causal, float scale) {
    for (int64_t k = 0; k < pairs * heads; k++)
        weigh(scores + k * rows * size, rows, size, causal, scale);
}

/* Turns the gradient of weights into that of the scores before scaling, in place. */
void attention_gradient(number *gradient, const number *weights, int64_t rows,
                        int64_t size, float scale) {
    for (int64_t k = 0; k < rows; k++, gradient += size, weights += size) {
        float mean = 0;
        for (int64_t i = 0; i < size; i++)
            mean += widen(gradient[i]) * widen(weights[i]);
        for (int64_t i = 0; i < size; i++)
            gradient[i] =
                narrow((widen(gradient[i]) - mean) * widen(weights[i]) * scale);
    }
}

/* Rounds each row to whole steps of a 127th of its largest magnitude. */
void round_rows(number *values, int64_t rows, int64_t size) {
    for (int64_t k = 0; k < rows; k++, values += size) {
        float most = 1e-8f;
        for (int64_t i = 0; i < size; i++) {
            float magnitude = fabsf(widen(values[i]));
            most = magnitude > most ? magnitude : most;
        }
        float scale = 127 / most, step = most / 127;
        for (int64_t i = 0; i < size; i++)
            values[i] = narrow(rintf(widen(values[i]) * scale) * step);
    }
}
