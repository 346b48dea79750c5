package org.latentj.conformance;

/**
 * A case as the pack's index lists it.
 *
 * @param id unique name
 * @param kind what is compared, see {@link CaseKinds}
 * @param file the case's data, relative to the pack
 * @param parameters settings, depending on the kind
 * @param index the whole entry
 */
record CaseEntry(
    String id, String kind, String file, CaseParameters parameters, CaseParameters index) {

  static CaseEntry of(CaseParameters index) {
    return new CaseEntry(
        index.text("id"),
        index.text("kind"),
        index.text("file"),
        index.has("params") ? index.object("params") : CaseParameters.empty(index.where()),
        index);
  }

  /** The absolute tolerance that the index suggests. */
  double limit() {
    return index.number("suggested_atol");
  }
}
