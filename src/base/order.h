/* Putting very many items in the order of numbers that they hold, several times as fast as qsort():
 * a digit after another, the last one first. */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stddef.h>

/* A number of an item, unsigned, of this machine. */
struct order_key {
    size_t offset; /* in the item */
    size_t size;   /* 4 or 8 bytes */
};

#define ORDER_KEY(type, member)                                                                    \
    {                                                                                              \
        offsetof(struct type, member), sizeof(((struct type *)0)->member)                          \
    }

/* Orders items of 16, 24 or 32 bytes by the keys, the first of which counts most; equal ones keep
 * their order. Returns false, and does nothing, where there are so few that qsort() does it as
 * soon, or where the system has no memory left for as many items again. */
bool order_by_keys(void *items, size_t count, size_t size, const struct order_key *keys,
                   size_t key_count);

#endif
