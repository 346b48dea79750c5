package org.latentj.samples.miniature.scene.examples;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ObjectSize;
import org.latentj.samples.miniature.scene.Place;
import org.latentj.samples.miniature.scene.Relation;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Style;
import org.latentj.samples.miniature.scene.icon.IconKind;

/** What captions are made of, for the training of a vocabulary. */
public final class Words {
  private static final String SCENES =
      "a an and on to with two three background gradient striped checkered dots";
  private static final String ICONS = "an icon of a on background";
  private static final String TEXTURES =
      "a seamless texture of and on bricks stripes vertical horizontal diagonal checks dots waves"
          + " wood grain camouflage";
  private static final String MICROGRAPHS =
      "a fluorescence micrograph of sparse dense round elongated nuclei fibers bacteria";

  private Words() {}

  /**
   * Every word that a caption can contain, each once, in the order of the alphabet. All are of the
   * letters a to z; the only other character in captions, between words, is the comma.
   */
  public static List<String> all() {
    SortedSet<String> words = new TreeSet<>();
    Stream.of(SCENES, ICONS, TEXTURES, MICROGRAPHS).forEach(text -> add(words, text));
    for (NamedColor color : NamedColor.values()) {
      add(words, color.word());
    }
    for (ShapeKind shape : ShapeKind.values()) {
      add(words, shape.word());
      add(words, shape.plural());
    }
    for (Place place : Place.values()) {
      add(words, place.phrase());
    }
    for (Relation relation : Relation.values()) {
      add(words, relation.phrase());
    }
    for (IconKind icon : IconKind.values()) {
      add(words, icon.words(NamedColor.RED.word()));
    }
    add(words, ObjectSize.SMALL.word());
    add(words, ObjectSize.LARGE.word());
    add(words, Style.OUTLINED.word());
    add(words, Style.SHADED.word());
    return List.copyOf(words);
  }

  private static void add(SortedSet<String> words, String text) {
    words.addAll(Arrays.asList(text.split(" ")));
  }
}
