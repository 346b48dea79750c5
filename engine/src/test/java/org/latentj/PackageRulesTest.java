package org.latentj;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The code keeps to the package table of docs/architecture.md")
class PackageRulesTest {
  private static final String ROOT = "org.latentj";
  private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");
  private static final Map<String, String> LIBRARIES =
      Map.of("djl", "ai.djl.", "gson", "com.google.gson.");

  private static final Map<String, Row> TABLE = new TreeMap<>();
  private static JavaClasses classes;

  private record Row(Set<String> packages, Set<String> libraries) {}

  @BeforeAll
  static void read() throws IOException {
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 6 && !cells[1].isBlank() && !cells[1].contains("-")) {
        TABLE.put(cells[1].strip().replace("(root)", ""), new Row(list(cells[3]), list(cells[4])));
      }
    }
    TABLE.remove("package");
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  private static Set<String> list(String cell) {
    return Arrays.stream(cell.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name.replace("(root)", ""))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String relative(String packageName) {
    return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
  }

  @Test
  @DisplayName("every package has a row, and every row a package")
  void tableIsComplete() {
    Set<String> present =
        classes.stream()
            .map(JavaClass::getPackageName)
            .map(PackageRulesTest::relative)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(TABLE.keySet()).containsExactlyElementsOf(present);
  }

  @Test
  @DisplayName("a package uses only the packages and libraries of its row")
  void onlyAllowedDependencies() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : classes) {
      String from = relative(type.getPackageName());
      Row row = TABLE.get(from);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.isEmpty() || target.startsWith("java.") || target.startsWith("javax.")) {
          continue;
        }
        boolean allowed =
            target.startsWith(ROOT)
                ? relative(target).equals(from) || row.packages().contains(relative(target))
                : row.libraries().stream()
                    .anyMatch(l -> (target + ".").startsWith(LIBRARIES.get(l)));
        if (!allowed) {
          violations.add(type.getName() + " uses " + target);
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  @DisplayName("there are no cycles between packages")
  void noCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  @DisplayName("every package says what it is for")
  void packagesAreDescribed() {
    for (String name : TABLE.keySet()) {
      Path folder = Path.of("src/main/java/org/latentj", name.split("\\."));
      assertThat(folder.resolve("package-info.java")).exists();
    }
  }
}
