package org.latentj.samples.miniature.evaluation.adherence;

import java.util.List;
import java.util.function.Predicate;
import org.latentj.samples.miniature.evaluation.analysis.Verdict;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.scene.Pattern;
import org.latentj.samples.miniature.scene.ShapeKind;

/** The rates of all pictures and of kinds of pictures. */
public final class RatesTable {
  private static final List<String> NUMBERS = List.of("one object", "two objects", "three objects");

  private final List<JudgedPicture> pictures;
  private final MarkdownTable table =
      new MarkdownTable(
          "prompts", "pictures", "colour", "shape", "background", "count", "all right");

  private RatesTable(List<JudgedPicture> pictures) {
    this.pictures = pictures;
  }

  /** A row for all, for one to three objects, for plain and other backgrounds. */
  public static MarkdownTable of(List<JudgedPicture> pictures) {
    RatesTable rates = new RatesTable(pictures);
    rates.row("all", picture -> true);
    for (int i = 0; i < NUMBERS.size(); i++) {
      int count = i + 1;
      rates.row(NUMBERS.get(i), picture -> picture.prompt().scene().objects().size() == count);
    }
    rates.row("plain background", RatesTable::isPlain);
    rates.row("other background", picture -> !isPlain(picture));
    return rates.table;
  }

  /** A row for each shape that was asked for: its objects, and how many are right. */
  public static MarkdownTable byShape(List<JudgedPicture> pictures) {
    MarkdownTable table = new MarkdownTable("shape", "objects", "colour", "shape right");
    for (ShapeKind shape : ShapeKind.values()) {
      Rates rates =
          Rates.of(pictures.stream().map(JudgedPicture::verdict).map(v -> only(v, shape)).toList());
      if (rates.objects() > 0) {
        table.row(shape.word(), String.valueOf(rates.objects()), rates.color(), rates.shape());
      }
    }
    return table;
  }

  private static Verdict only(Verdict verdict, ShapeKind shape) {
    return new Verdict(
        verdict.objects().stream().filter(object -> object.asked().shape() == shape).toList(),
        verdict.backgroundRight(),
        verdict.counted());
  }

  private static boolean isPlain(JudgedPicture picture) {
    return picture.prompt().scene().background().pattern() == Pattern.PLAIN;
  }

  private void row(String name, Predicate<JudgedPicture> which) {
    Rates rates = Rates.of(pictures.stream().filter(which).map(JudgedPicture::verdict).toList());
    table.row(
        name,
        String.valueOf(rates.pictures()),
        rates.color(),
        rates.shape(),
        rates.background(),
        rates.count(),
        rates.all());
  }
}
