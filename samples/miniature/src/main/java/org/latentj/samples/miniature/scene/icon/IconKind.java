package org.latentj.samples.miniature.scene.icon;

/** What icons show. */
public enum IconKind {
  ARROW_RIGHT("arrow", " pointing right", Signs.arrow(0)),
  ARROW_DOWN("arrow", " pointing down", Signs.arrow(1)),
  ARROW_LEFT("arrow", " pointing left", Signs.arrow(2)),
  ARROW_UP("arrow", " pointing up", Signs.arrow(3)),
  PLUS("plus", Signs::plus),
  MINUS("minus", Signs::minus),
  CHECK_MARK("check mark", Signs::checkMark),
  X_MARK("x mark", Signs::xMark),
  WARNING_SIGN("warning sign", Signs::warningSign),
  SPEECH_BUBBLE("speech bubble", Signs::speechBubble),
  FLAG("flag", Signs::flag),
  HOUSE("house", Things::house),
  GEAR("gear", Things::gear),
  ENVELOPE("envelope", Things::envelope),
  MAGNIFYING_GLASS("magnifying glass", Things::magnifyingGlass),
  LOCK("lock", Things::lock),
  BELL("bell", Things::bell),
  BULB("bulb", Things::bulb),
  KEY("key", Things::key),
  CUP("cup", Things::cup),
  UMBRELLA("umbrella", Things::umbrella),
  DROP("drop", Nature::drop),
  LEAF("leaf", Nature::leaf),
  FLAME("flame", Nature::flame),
  CLOUD("cloud", Nature::cloud),
  SUN("sun", Nature::sun),
  MOON("moon", Nature::moon),
  TREE("tree", Nature::tree),
  FLOWER("flower", Nature::flower),
  MUSHROOM("mushroom", Nature::mushroom),
  FISH("fish", Nature::fish);

  private final String noun;
  private final String ending;
  private final Art art;

  IconKind(String noun, Art art) {
    this(noun, "", art);
  }

  IconKind(String noun, String ending, Art art) {
    this.noun = noun;
    this.ending = ending;
    this.art = art;
  }

  /** The words for it in a colour, for example {@code red arrow pointing left}. */
  public String words(String color) {
    return color + " " + noun + ending;
  }

  /** How it is drawn. */
  Art art() {
    return art;
  }
}
