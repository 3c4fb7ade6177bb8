/* What the numbers in a profile mean (stored_feature.kind in store.h): the resolver has the
 * registry keep them, and the questions read them. The registry itself knows FEATURE_LOOSE alone.
 */
#ifndef FEATURE_H
#define FEATURE_H

/* Kinds of features that a registry keeps of its entities; the numbers stand in files. */
enum feature {
    FEATURE_REGION = 1,       /* the region that a body is of by its name, a person by his office */
    FEATURE_ORGANIZATION = 2, /* a person's employer: canonical entity */
    FEATURE_OFFICE = 3,       /* a person's office: hashes of its first word and of all */
    FEATURE_PATRONYMIC = 4,   /* hash */
    FEATURE_PATRONYMIC_LETTER = 5,
    FEATURE_FORM = 6,         /* a firm's legal form: hash */
    FEATURE_WIDE = 7,         /* of a whole state by its name: 1 */
    FEATURE_BODY = 8,         /* number of the federal body that it is: reference_body.number */
    FEATURE_PACT_KIND = 9,    /* of an agreement: hash of the code of its kind */
    FEATURE_PACT_SIGNED = 10, /* of one that is no plan: the day of signing, year * 10000 + month *
                                100 + day */
    FEATURE_LISTED = 11,      /* a user's list has it: 1 */
    FEATURE_INN = 12,         /* hash of its ИНН, of such lists */
    FEATURE_OGRN = 13,        /* of its ОГРН */
    FEATURE_HOME = 128,       /* the region that a report speaks of */
    FEATURE_BESIDE = 129      /* what stands in one fact with it: canonical entity */
};

#endif
