/* The search for names of organizations and the like within a sentence. */
#ifndef ORGANIZATIONS_H
#define ORGANIZATIONS_H

#include "scan.h"

struct name_scan {
    struct scan *scan;
    const struct sentence *sentence;
    uint32_t end;   /* behind the last token of the sentence */
    unsigned depth; /* of names inside names */
};

#endif
