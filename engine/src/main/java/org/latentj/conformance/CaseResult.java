package org.latentj.conformance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of one case.
 *
 * @param id the case
 * @param verdict how it came out
 * @param worst the quantity that is nearest to its limit or furthest beyond, or null if nothing was
 *     compared
 * @param detail why it is not a pass; empty for a pass
 */
public record CaseResult(String id, Verdict verdict, Deviation worst, String detail) {

  private static final int NUMBERS_WIDTH = 23;

  static CaseResult of(String id, List<Deviation> deviations) {
    Deviation worst =
        deviations.stream()
            .max(Comparator.comparingDouble(Deviation::severity))
            .orElseThrow(() -> new IllegalStateException("the case holds nothing to compare"));
    if (worst.passes()) {
      return new CaseResult(id, Verdict.PASS, worst, "");
    }
    List<String> wrong =
        deviations.stream().filter(d -> !d.passes()).map(Deviation::what).distinct().toList();
    return new CaseResult(id, Verdict.FAIL, worst, shortened(wrong));
  }

  private static String shortened(List<String> names) {
    int shown = Math.min(names.size(), 4);
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return String.join(", ", names.subList(0, shown)) + more;
  }

  /**
   * The report's line: id, largest deviation, its limit, verdict, reason.
   *
   * @param idWidth columns for the id
   */
  public String line(int idWidth) {
    String numbers =
        worst == null
            ? " ".repeat(NUMBERS_WIDTH)
            : String.format(Locale.ROOT, "%8.2e  limit %7s", worst.value(), limit(worst.limit()));
    String reason = detail.isEmpty() ? "" : "  " + oneLine(detail);
    return ("%-" + idWidth + "s  %s  %s%s").formatted(id, numbers, verdict, reason);
  }

  private static String limit(double limit) {
    return limit == 0 ? "exact" : String.format(Locale.ROOT, "%.1e", limit);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
