package org.latentj.models.license;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A licence with use restrictions, as the gate shows it.
 *
 * @param id the hub's identifier, for example {@code creativeml-openrail-m}; users accept it by
 *     this
 * @param title its name
 * @param url where its full text is
 * @param points what the models' cards put before their users, in three sentences
 * @param restrictions Attachment A of the licence: what the model must not be used for
 */
public record ModelLicense(
    String id, String title, String url, List<String> points, List<String> restrictions) {

  /** Copies the lists. */
  public ModelLicense {
    points = List.copyOf(points);
    restrictions = List.copyOf(restrictions);
  }

  /** Stable Diffusion 1.x. */
  public static ModelLicense openRailM() {
    return new ModelLicense(
        "creativeml-openrail-m",
        "CreativeML OpenRAIL-M",
        "https://huggingface.co/spaces/CompVis/stable-diffusion-license",
        points("CreativeML OpenRAIL-M"),
        OpenRail.RESTRICTIONS);
  }

  /** Stable Diffusion 2.x. */
  public static ModelLicense openRailPlusPlusM() {
    return new ModelLicense(
        "openrail++",
        "CreativeML Open RAIL++-M",
        "https://github.com/Stability-AI/stablediffusion/blob/main/LICENSE-MODEL",
        points("CreativeML Open RAIL++-M"),
        OpenRail.RESTRICTIONS);
  }

  private static List<String> points(String title) {
    return List.of(
        "You can't use the model to deliberately produce nor share illegal or harmful outputs or"
            + " content.",
        "The authors claim no rights on the outputs you generate. You are free to use them and are"
            + " accountable for their use, which must not go against the provisions set in the"
            + " licence.",
        "You may re-distribute the weights and use the model commercially and/or as a service. If"
            + " you do, you have to include the same use restrictions as the ones in the licence and"
            + " share a copy of the "
            + title
            + " with all your users.");
  }

  /** All that the gate knows. */
  public static List<ModelLicense> all() {
    return List.of(openRailM(), openRailPlusPlusM());
  }

  /** The licence that the hub calls {@code id}; empty for those that ask nothing of users. */
  public static Optional<ModelLicense> of(String id) {
    String wanted = id.strip().toLowerCase(Locale.ROOT);
    return all().stream().filter(license -> license.id().equals(wanted)).findFirst();
  }

  /** The terms as text of many lines, for a console or a dialog. */
  public String terms() {
    StringBuilder text = new StringBuilder(title).append(" (").append(id).append(")\n\n");
    for (int i = 0; i < points.size(); i++) {
      text.append(i + 1).append(". ").append(points.get(i)).append('\n');
    }
    text.append("\nYou agree not to use the model or derivatives of it:\n");
    restrictions.forEach(restriction -> text.append("- ").append(restriction).append('\n'));
    return text.append("\nThe full text, which alone is binding: ")
        .append(url)
        .append('\n')
        .toString();
  }
}
