/* The ranking of a review's applications.
 *
 * The marks of a criterion are averaged first, then the criteria by their weights: so an expert who
 * left out the criterion on which all are strict raises nothing. How far experts differ is told by
 * their own weighted means. */
#include <math.h>
#include <stdlib.h>

#include "lookup.h"
#include "reviews.h"

/* A weighted mean in the making. */
struct mean {
    double sum;
    double weight;
};

static double mean_of(struct mean mean)
{
    return mean.weight > 0 ? mean.sum / mean.weight : 0;
}

static void mean_add(struct mean *mean, double value, double weight)
{
    mean->sum += value * weight;
    mean->weight += weight;
}

static int64_t weight_of(const struct query_review *review, int64_t criterion)
{
    return review->stored.criteria.items[criterion - 1].weight;
}

static bool counts(const struct query_review *review, const struct stored_mark *mark)
{
    return mark->mark > 0 && mark->criterion >= 1 &&
           mark->criterion <= (int64_t)review->stored.criteria.count;
}

/* An expert's own mean of an application. */
static double expert_mean(const struct query_review *review,
                          const struct stored_review_parts *parts, int64_t assignment)
{
    struct mean mean = {0};
    for (size_t i = 0; i < parts->marks.count; i++) {
        const struct stored_mark *mark = &parts->marks.items[i];
        if (mark->assignment == assignment && counts(review, mark))
            mean_add(&mean, (double)mark->mark, (double)weight_of(review, mark->criterion));
    }
    return mean_of(mean);
}

static void spread_find(const struct query_review *review, const struct stored_review_parts *parts,
                        struct query_application *application)
{
    double sum = 0, squares = 0;
    size_t count = 0;
    for (size_t i = 0; i < parts->assignments.count; i++) {
        const struct stored_assignment *assignment = &parts->assignments.items[i];
        if (assignment->application != (int64_t)application->number || assignment->abstained.size)
            continue;
        double mean = expert_mean(review, parts, assignment->number);
        if (mean <= 0)
            continue;
        application->low = count && application->low < mean ? application->low : mean;
        application->high = count && application->high > mean ? application->high : mean;
        sum += mean;
        squares += mean * mean;
        count++;
    }
    if (count > 1) {
        double variance = (squares - sum * sum / (double)count) / (double)(count - 1);
        application->spread = variance > 0 ? sqrt(variance) : 0;
    }
}

/* Whether an assignment is of the application, and its expert does not abstain. */
static bool is_counted(const struct stored_review_parts *parts, int64_t number, size_t application)
{
    for (size_t i = 0; i < parts->assignments.count; i++)
        if (parts->assignments.items[i].number == number)
            return parts->assignments.items[i].application == (int64_t)application &&
                   !parts->assignments.items[i].abstained.size;
    return false;
}

static void means_find(const struct query *query, const struct stored_review_parts *parts,
                       const struct query_review *review, struct query_application *application)
{
    size_t count = review->stored.criteria.count;
    struct mean *means = ARENA_NEW(query->arena, struct mean, count + 1), whole = {0};
    application->means = ARENA_NEW(query->arena, double, count + 1);
    for (size_t i = 0; i < count; i++)
        means[i] = (struct mean){0};
    for (size_t i = 0; i < parts->marks.count; i++) {
        const struct stored_mark *mark = &parts->marks.items[i];
        if (counts(review, mark) && is_counted(parts, mark->assignment, application->number))
            mean_add(&means[mark->criterion - 1], (double)mark->mark, 1);
    }
    for (size_t i = 0; i < count; i++) {
        application->means[i] = mean_of(means[i]);
        if (means[i].weight > 0)
            mean_add(&whole, application->means[i], (double)weight_of(review, (int64_t)i + 1));
    }
    application->mean = mean_of(whole);
    spread_find(review, parts, application);
}

/* The greater mean first; of equal ones that which came first. */
static int compare(const void *left, const void *right)
{
    const struct query_application *one = left, *other = right;
    if (one->mean != other->mean)
        return one->mean > other->mean ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

void review_rank(const struct query *query, const struct stored_review_parts *parts,
                 struct query_review *review)
{
    /* Means that differ by less are equal: they were added up in another order. */
    static const double same = 1e-9;
    struct query_application *items = review->applications.items;
    for (size_t i = 0; i < review->applications.count; i++)
        means_find(query, parts, review, &items[i]);
    if (review->applications.count)
        qsort(items, review->applications.count, sizeof *items, compare);
    for (size_t i = 0; i < review->applications.count && items[i].mean > 0; i++)
        items[i].place = i && items[i - 1].mean - items[i].mean < same ? items[i - 1].place : i + 1;
    for (size_t i = 0; i < review->assignments.count; i++)
        review->assignments.items[i].mean =
            expert_mean(review, parts, (int64_t)review->assignments.items[i].number);
}
