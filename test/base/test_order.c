/* Orders of very many items. */
#include "order.h"
#include "suite.h"

#include <stdint.h>
#include <stdlib.h>

void add_order(Suite *suite);

struct item {
    uint32_t first;
    uint32_t number; /* from 0 on, as they came */
    uint64_t second;
};

static const struct order_key keys[] = {ORDER_KEY(item, first), ORDER_KEY(item, second)};

static void items_draw(struct item *items, uint32_t count, uint64_t most)
{
    uint64_t seed = 1;
    for (uint32_t i = 0; i < count; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        items[i] = (struct item){(uint32_t)(seed >> 60), i, (seed >> 8) % most};
    }
}

static void check_order(uint32_t count, uint64_t most)
{
    struct item *items = calloc(count, sizeof *items);
    items_draw(items, count, most);
    ck_assert(order_by_keys(items, count, sizeof *items, keys, 2));
    for (uint32_t i = 1; i < count; i++) {
        struct item one = items[i - 1], other = items[i];
        ck_assert(one.first < other.first ||
                  (one.first == other.first &&
                   (one.second < other.second ||
                    (one.second == other.second && one.number < other.number))));
    }
    free(items);
}

START_TEST(orders_by_all_keys_and_keeps_what_is_equal)
{
    check_order(1000, 1);
    check_order(1000, 5);
    check_order(5000, 4000);
    check_order(5000, (uint64_t)1 << 40);
    check_order(600, UINT64_MAX);
}
END_TEST

START_TEST(leaves_few_as_they_are)
{
    struct item items[2] = {{2, 0, 0}, {1, 1, 0}};
    ck_assert(!order_by_keys(items, 2, sizeof *items, keys, 2));
    ck_assert_uint_eq(items[0].first, 2);
}
END_TEST

void add_order(Suite *suite)
{
    TCase *tests = tcase_create("order");
    tcase_add_test(tests, orders_by_all_keys_and_keeps_what_is_equal);
    tcase_add_test(tests, leaves_few_as_they_are);
    suite_add_tcase(suite, tests);
}
