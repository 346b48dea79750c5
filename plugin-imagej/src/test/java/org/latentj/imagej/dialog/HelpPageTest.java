package org.latentj.imagej.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.options.EngineOptions;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

@DisplayName("The help of plain ImageJ's dialogs")
class HelpPageTest {

  @Test
  @DisplayName(
      "says of each field what it does and how macros call it, also where it looks like HTML")
  void page() {
    try (TestContext host = new TestContext()) {
      CommandInfo info =
          host.context().service(CommandService.class).getCommand(EngineOptions.class);
      List<ModuleItem<?>> inputs = new ArrayList<>();
      info.inputs().forEach(inputs::add);

      String page = GenericDialogHarvester.help("Options & more", inputs);

      assertThat(page)
          .startsWith("<html><h2>Options &amp; more</h2>")
          .contains("<b>LoRA folder</b>: Where &lt;lora:NAME:0.8&gt; of a prompt finds")
          .contains("<i>In macros: loraFolder</i>")
          .contains("<b>Safety checker</b>: Pictures pass")
          .contains("<b>Copy Diagnostics</b>: Loads the embedded model and copies versions")
          .doesNotContain("In macros: diagnostics")
          .doesNotContain("Section")
          .doesNotContain("<lora");
    }
  }
}
