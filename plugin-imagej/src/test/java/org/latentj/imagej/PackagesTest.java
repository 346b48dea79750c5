package org.latentj.imagej;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The packages of the ImageJ plugin")
class PackagesTest {
  private static final String ROOT = "org.latentj.imagej";

  @Test
  @DisplayName("use what docs/architecture.md lists, and have no cycles")
  void followTheTable() throws Exception {
    Map<String, Set<String>> table = table();
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    Set<String> violations = new TreeSet<>();
    Set<String> present = new TreeSet<>();
    for (JavaClass type : classes) {
      String from = relative(type.getPackageName());
      present.add(from);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith(ROOT)
            && !relative(target).equals(from)
            && !table.getOrDefault(from, Set.of()).contains(relative(target))) {
          violations.add(from + " uses " + relative(target));
        }
      }
      Path folder = Path.of("src/main/java", type.getPackageName().split("\\."));
      assertThat(folder.resolve("package-info.java")).exists();
    }
    assertThat(violations).isEmpty();
    assertThat(table.keySet()).isEqualTo(present);
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  private static String relative(String name) {
    return name.equals(ROOT) ? "(imagej)" : name.substring(ROOT.length() + 1);
  }

  /** Rows {@code | imagej: name | what | may use |}. */
  private static Map<String, Set<String>> table() throws Exception {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "architecture.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && cells[1].strip().startsWith("imagej: ")) {
        rows.put(
            cells[1].strip().substring("imagej: ".length()),
            Arrays.stream(cells[3].split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet()));
      }
    }
    return rows;
  }
}
