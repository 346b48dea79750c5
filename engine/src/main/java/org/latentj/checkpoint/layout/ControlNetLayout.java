package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;

/**
 * Finds a ControlNet in a file: under diffusers' names, under its authors', alone or beside the
 * networks of a whole checkpoint.
 */
public final class ControlNetLayout {
  private static final String OF_DIFFUSERS = "controlnet_cond_embedding.conv_in.weight";
  private static final String OF_AUTHORS = "input_hint_block.0.weight";

  private ControlNetLayout() {}

  /** Whether the file has diffusers' names. */
  public static boolean isDiffusers(TensorFile file) {
    return file.names().contains(OF_DIFFUSERS);
  }

  /**
   * The ControlNet's tensors under diffusers' names.
   *
   * @throws FormatException if the file holds no ControlNet; the message says what it looks like
   */
  public static Tensors tensors(TensorFile file) throws IOException {
    Set<String> names = file.names();
    if (isDiffusers(file)) {
      return DiffusersLayout.unet(file);
    }
    boolean prefixed = names.contains(CompVisControlNet.PREFIX + OF_AUTHORS);
    if (!prefixed && !names.contains(OF_AUTHORS)) {
      throw new FormatException(
          file.path(),
          "expected a ControlNet but there is neither a tensor %s nor %s%s; %s"
              .formatted(
                  OF_DIFFUSERS, CompVisControlNet.PREFIX, OF_AUTHORS, OtherLayouts.guess(names)));
    }
    if (names.contains("difference")) {
      throw new FormatException(
          file.path(),
          "this file has the differences of a ControlNet from a base model only; get the whole ControlNet");
    }
    String prefix = prefixed ? CompVisControlNet.PREFIX : "";
    Map<String, String> stored = new LinkedHashMap<>();
    for (String name : names) {
      if (name.startsWith(prefix)) {
        stored.put(name.substring(prefix.length()), name);
      }
    }
    CompVisControlNet canonical = CompVisControlNet.of(stored.keySet());
    Tensors tensors = new Tensors(file.path());
    for (Map.Entry<String, String> entry : stored.entrySet()) {
      tensors.put(canonical.canonical(entry.getKey()), TensorView.of(file, entry.getValue()));
    }
    return tensors;
  }
}
