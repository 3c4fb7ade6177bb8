/* The lists that have a shape of their own. */
#include "shape.h"

static const struct shape_column agreement_columns[] = {
    {.name = "signed_on"}, {.name = "agreement_kind"}, {.name = "parties"}, {.name = "status"},
    {.name = "term"},      {.name = "until"},          {.name = "due"},     {.name = "subjects"},
    {.name = "place"},     {.name = "occasion"},       {.name = "amount"},  {.name = "signatories"},
    {.name = NULL}};
static const struct shape_column people_columns[] = {
    {.name = "offices", .fact = "occupation", .naming = "person"},
    {.name = "signed", .fact = "agreement", .naming = "signatories", .count = true},
    {.name = "statements", .fact = "statement", .naming = "speaker", .count = true},
    {.name = NULL}};
static const struct shape_column organization_columns[] = {
    {.name = KIND_COLUMN},
    {.name = "people", .fact = "occupation", .naming = "organization"},
    {.name = "agreements", .fact = "agreement", .naming = "parties", .count = true},
    {.name = "part_of", .fact = "subordination", .naming = "part", .property = "whole"},
    {.name = NULL}};
static const struct shape_column site_columns[] = {
    {.name = "site_type"},     {.name = "place"},          {.name = "operator"}, {.name = "status"},
    {.name = "status_sought"}, {.name = "specialization"}, {.name = "since"},    {.name = NULL}};
static const struct shape_column cluster_columns[] = {
    {.name = "place"},
    {.name = "specialization"},
    {.name = "centre",
     .fact = "membership",
     .naming = "whole",
     .property = "member",
     .role = "centre"},
    {.name = "members", .fact = "membership", .naming = "whole", .property = "member"},
    {.name = NULL}};
static const struct shape_column project_columns[] = {
    {.name = "stage"},  {.name = "place"}, {.name = "executors"},
    {.name = "under"},  {.name = "start"}, {.name = "end"},
    {.name = "amount"}, {.name = "jobs"},  {.name = NULL}};
static const struct shape_column programme_columns[] = {
    {.name = "region"},      {.name = "status"}, {.name = "aims"}, {.name = "difficulties"},
    {.name = "reported_to"}, {.name = "until"},  {.name = NULL}};
static const struct shape_column place_columns[] = {
    {.name = KIND_COLUMN},
    {.name = "agreements", .fact = "agreement", .naming = "parties", .count = true},
    {.name = "sites", .fact = "site", .naming = "place", .property = "site"},
    {.name = NULL}};

static const struct shape_column need_columns[] = {
    {.name = "goods"},        {.name = "okpd2"}, {.name = "quantity"}, {.name = "unit"},
    {.name = "by"},           {.name = "buyer"}, {.name = "place"},    {.name = "bought_from"},
    {.name = "bought_place"}, {.name = "price"}, {.name = "cluster"},  {.name = NULL}};
static const struct shape_column offer_columns[] = {
    {.name = "goods"},     {.name = "okpd2"},    {.name = "capacity"}, {.name = "unit"},
    {.name = "period"},    {.name = "supplier"}, {.name = "place"},    {.name = "minimum"},
    {.name = "lead_time"}, {.name = "price"},    {.name = "cluster"},  {.name = NULL}};

const struct shape shapes[] = {
    {"agreements", {NULL}, "agreement", NULL, agreement_columns, "-signed_on", "count.agreements"},
    {"people", {"Person", NULL}, NULL, NULL, people_columns, "name", "count.people"},
    {"organizations",
     {"body", "firm", NULL},
     NULL,
     NULL,
     organization_columns,
     "name",
     "count.organizations"},
    {"sites", {"Site", NULL}, "site", "site", site_columns, "name", "count.sites"},
    {"clusters",
     {"Cluster", NULL},
     "site",
     "site",
     cluster_columns,
     "name",
     "count.clusters",
     .lent_only = true},
    {"projects", {"Project", NULL}, "project", "what", project_columns, "name", "count.projects"},
    {"programmes",
     {"Programme", NULL},
     "programme",
     "programme",
     programme_columns,
     "name",
     "count.programmes"},
    {"places",
     {"Region", "Locality", "Place", NULL},
     NULL,
     NULL,
     place_columns,
     "name",
     "count.places"},
    {"needs", {NULL}, "need", NULL, need_columns, "goods", "count.needs"},
    {"offers", {NULL}, "offer", NULL, offer_columns, "goods", "count.offers"},
    {.name = NULL}};

const struct shape *shape_find(struct span name)
{
    for (const struct shape *shape = shapes; shape->name; shape++)
        if (span_equal(span_of(shape->name), name))
            return shape;
    return NULL;
}
