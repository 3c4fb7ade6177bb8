/* Whether what two reports say of an agreement is of one agreement. */
#include "pact.h"

#include <stdlib.h>

enum {
    SAME_NEWS = 60,       /* days within which reports tell of one signing */
    MISDATED = 3,         /* days by which two reports of one signing differ at most */
    REDATED = 31,         /* days by which two dates of its expiry differ at most */
    PLAN_LASTS = 550,     /* days after which what was planned is planned anew */
    DUE_MOVES = 400,      /* days by which a date of signing is put off at most */
    IN_MEMORY = 5 * 366,  /* days for which an agreement without a term is spoken of */
    BEFORE_IT_IS_TOLD = 3 /* days by which an announcement may come after the signing */
};

struct days {
    struct date first; /* unset: no bound */
    struct date last;
};

static struct days days_of_date(struct date date)
{
    return (struct days){date_first_day(date), date_last_day(date)};
}

static struct days days_of_report(const struct pact *pact)
{
    return (struct days){pact->earliest, pact->latest};
}

/* How many days left certainly lies before right; 0 where it may not. */
static int days_before(struct days left, struct days right)
{
    if (!date_is_set(left.last) || !date_is_set(right.first))
        return 0;
    int days = date_days(left.last, right.first);
    return days > 0 ? days : 0;
}

static int days_apart(struct days left, struct days right)
{
    return days_before(left, right) + days_before(right, left);
}

static bool kinds_differ(const struct pact *left, const struct pact *right)
{
    return left->kind.size && right->kind.size && !span_equal(left->kind, right->kind);
}

/* They give two dates until which it is in force, and none tells of an extension. */
static bool expiries_differ(const struct pact *left, const struct pact *right)
{
    return date_is_set(left->until) && date_is_set(right->until) && !left->extended &&
           !right->extended &&
           days_apart(days_of_date(left->until), days_of_date(right->until)) > REDATED;
}

static bool terms_differ(const struct pact *left, const struct pact *right)
{
    char texts[2][DURATION_TEXT];
    return duration_is_set(left->term) && duration_is_set(right->term) &&
           !span_equal(span_of(duration_write(left->term, texts[0])),
                       span_of(duration_write(right->term, texts[1])));
}

/* Both say when it was signed. */
static enum pact_fit signings_compare(const struct pact *left, const struct pact *right)
{
    struct days one = days_of_date(left->signed_on), other = days_of_date(right->signed_on);
    int apart = days_apart(one, other);
    if (!apart)
        return left->signed_on.day && right->signed_on.day ? PACT_SURE : PACT_LIKELY;
    /* One of two reports of the same days errs. */
    bool same_news = left->kind.size && right->kind.size && left->signed_on.day &&
                     right->signed_on.day &&
                     days_apart(days_of_report(left), days_of_report(right)) <= SAME_NEWS;
    same_news = same_news && !terms_differ(left, right) && !expiries_differ(left, right);
    return apart <= MISDATED && same_news ? PACT_WEAK : PACT_NOT;
}

bool pact_signings_exclude(struct date left, struct date right)
{
    return date_is_set(left) && date_is_set(right) &&
           days_apart(days_of_date(left), days_of_date(right)) > MISDATED;
}

static enum pact_fit plans_compare(const struct pact *left, const struct pact *right)
{
    if (date_is_set(left->due) && date_is_set(right->due) &&
        days_apart(days_of_date(left->due), days_of_date(right->due)) > DUE_MOVES)
        return PACT_NOT;
    return days_apart(days_of_report(left), days_of_report(right)) <= PLAN_LASTS ? PACT_LIKELY
                                                                                 : PACT_NOT;
}

/* When it was signed at the latest: the day given, else by the report's own. */
static struct days signing_of(const struct pact *pact)
{
    if (date_is_set(pact->signed_on))
        return days_of_date(pact->signed_on);
    return (struct days){.first = pact->stage == PACT_SIGNED ? pact->earliest : (struct date){0},
                         .last = pact->latest};
}

/* A plan, and something that may have come of it. */
static enum pact_fit plan_compare(const struct pact *plan, const struct pact *other)
{
    struct days announced = days_of_report(plan), signing = signing_of(other);
    if (days_before(signing, announced) > BEFORE_IT_IS_TOLD)
        return PACT_NOT;
    bool long_after = days_before(announced, signing) > PLAN_LASTS;
    bool near_due =
        date_is_set(plan->due) && days_apart(days_of_date(plan->due), signing) <= DUE_MOVES / 2;
    if (long_after && !near_due)
        return PACT_NOT;
    return other->stage == PACT_LATER && !date_is_set(other->signed_on) ? PACT_WEAK : PACT_LIKELY;
}

/* One says when it was signed, the other only speaks of it. */
static enum pact_fit mention_compare(const struct pact *dated, const struct pact *mention)
{
    struct days signing = days_of_date(dated->signed_on), told = days_of_report(mention);
    if (days_before(told, signing))
        return PACT_NOT;
    bool over = date_is_set(dated->until) && !mention->extended && !dated->extended &&
                days_before(days_of_date(dated->until), told) > 0;
    if (over)
        return PACT_NOT;
    int since = days_before(signing, told);
    if (mention->stage == PACT_SIGNED && since <= SAME_NEWS && date_is_set(told.first))
        return PACT_LIKELY;
    return since <= IN_MEMORY || date_is_set(dated->until) ? PACT_WEAK : PACT_NOT;
}

/* Neither says when it was signed. */
static enum pact_fit mentions_compare(const struct pact *left, const struct pact *right)
{
    int apart = days_apart(days_of_report(left), days_of_report(right));
    if (left->stage == PACT_SIGNED && right->stage == PACT_SIGNED)
        return apart <= SAME_NEWS ? PACT_LIKELY : PACT_NOT;
    return apart <= IN_MEMORY ? PACT_WEAK : PACT_NOT;
}

enum pact_fit pact_compare(const struct pact *left, const struct pact *right)
{
    bool signings = date_is_set(left->signed_on) && date_is_set(right->signed_on);
    if (kinds_differ(left, right))
        return PACT_NOT;
    if (left->stage == PACT_PLANNED && right->stage == PACT_PLANNED)
        return plans_compare(left, right);
    if (left->stage == PACT_PLANNED)
        return plan_compare(left, right);
    if (right->stage == PACT_PLANNED)
        return plan_compare(right, left);
    if (signings)
        return signings_compare(left, right);
    if (expiries_differ(left, right))
        return PACT_NOT;
    if (date_is_set(left->signed_on))
        return mention_compare(left, right);
    return date_is_set(right->signed_on) ? mention_compare(right, left)
                                         : mentions_compare(left, right);
}
