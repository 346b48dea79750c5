package org.latentj.imagej.dialog;

import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Label;
import java.awt.TextField;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.latentj.imagej.control.HintName;
import org.latentj.imagej.control.NetworkName;
import org.latentj.imagej.model.ManagedModel;
import org.latentj.imagej.model.ModelName;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.convert.ConvertService;
import org.scijava.log.LogService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.object.ObjectService;
import org.scijava.util.Types;
import org.scijava.widget.Button;
import org.scijava.widget.FileWidget;
import org.scijava.widget.NumberWidget;
import org.scijava.widget.TextWidget;

/** The fields of a dialog, each with what reads it back into its input. */
final class DialogFields {
  private static final int TEXT_COLUMNS = 40;
  private static final int SHORT_COLUMNS = 6;
  private static final String SAME_ROW = "sameRow";
  private static final String NO_CHOICE = "noChoice";
  private static final Set<Class<?>> OFFERED =
      Set.of(ModelName.class, ManagedModel.class, NetworkName.class, HintName.class);
  private static final Font HEADING = new Font("SansSerif", Font.BOLD, 12);

  private final GenericDialog dialog;
  private final Module module;
  private final Context context;
  private final List<Runnable> readers = new ArrayList<>();

  DialogFields(GenericDialog dialog, Module module, Context context) {
    this.dialog = dialog;
    this.module = module;
    this.context = context;
  }

  /** Adds the fields, those of one row beside each other. */
  void addAll(List<ModuleItem<?>> inputs) {
    int at = 0;
    while (at < inputs.size()) {
      int end = at + 1;
      while (end < inputs.size() && inputs.get(end).is(SAME_ROW)) {
        end++;
      }
      List<ModuleItem<?>> row = inputs.subList(at, end);
      if (row.size() > 1 && Types.isBoolean(row.get(0).getType())) {
        addBoxes(row);
      } else {
        add(row.get(0));
        row.subList(1, row.size()).forEach(this::addBeside);
      }
      at = end;
    }
  }

  /** In two columns of one width, whatever is in the rows above. */
  private void addBoxes(List<ModuleItem<?>> inputs) {
    String[] labels = inputs.stream().map(DialogFields::label).toArray(String[]::new);
    boolean[] states = new boolean[labels.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = Boolean.TRUE.equals(module.getInput(inputs.get(i).getName()));
    }
    int before = dialog.getCheckboxes() == null ? 0 : dialog.getCheckboxes().size();
    // Where single boxes are.
    dialog.setInsets(5, 20, 0);
    dialog.addCheckboxGroup((labels.length + 1) / 2, 2, labels, states);
    for (int i = 0; i < labels.length; i++) {
      Checkbox box = (Checkbox) dialog.getCheckboxes().get(before + i);
      String name = inputs.get(i).getName();
      readers.add(() -> module.setInput(name, box.getState()));
    }
  }

  /** In the panel of the number before: a column of the dialog is as wide as its longest text. */
  private void addBeside(ModuleItem<?> input) {
    TextField before = (TextField) dialog.getNumericFields().lastElement();
    boolean whole = Types.isInteger(input.getType());
    double value = ((Number) module.getInput(input.getName())).doubleValue();
    TextField field =
        new TextField(shown(value, whole), SHORT_COLUMNS) {
          private static final long serialVersionUID = 1;

          @Override
          public Dimension getPreferredSize() {
            // ImageJ draws its own fields lower than AWT's are by themselves.
            return new Dimension(super.getPreferredSize().width, before.getPreferredSize().height);
          }
        };
    field.addActionListener(dialog);
    field.addKeyListener(dialog);
    before.getParent().add(new Label("  " + label(input)));
    before.getParent().add(field);
    readers.add(() -> set(input, number(input, field.getText(), whole)));
  }

  private static String shown(double value, boolean whole) {
    return IJ.d2s(value, whole ? 0 : 2);
  }

  private void add(ModuleItem<?> input) {
    Class<?> type = input.getType();
    Object value = module.getInput(input.getName());
    if (input.getVisibility() == ItemVisibility.MESSAGE) {
      dialog.addMessage(String.valueOf(value).replaceAll("<[^>]*>", ""), HEADING);
    } else if (Button.class.isAssignableFrom(type)) {
      dialog.addButton(label(input), event -> call(input));
    } else if (Types.isBoolean(type)) {
      dialog.addCheckbox(label(input), Boolean.TRUE.equals(value));
      Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
      readers.add(() -> module.setInput(input.getName(), box.getState()));
    } else if (isOffered(type) || input.getChoices() != null) {
      addChoice(input, value);
    } else if (Types.isNumber(type) && type != long.class && type != Long.class) {
      addNumber(input, ((Number) value).doubleValue());
    } else {
      addText(input, value);
    }
  }

  /** Their choices are not the same in each dialog. */
  private static boolean isOffered(Class<?> type) {
    return OFFERED.contains(type);
  }

  private void addChoice(ModuleItem<?> input, Object value) {
    List<?> offered =
        isOffered(input.getType())
            ? context.service(ObjectService.class).getObjects(input.getType())
            : input.getChoices();
    List<String> items = new ArrayList<>();
    String none = input.get(NO_CHOICE);
    if (none != null) {
      items.add(none);
    }
    offered.stream().map(Object::toString).forEach(items::add);
    if (items.isEmpty()) {
      addText(input, value);
      return;
    }
    String chosen = value == null ? items.get(0) : value.toString();
    dialog.addChoice(label(input), items.toArray(String[]::new), chosen);
    Choice choice = (Choice) dialog.getChoices().lastElement();
    readers.add(
        () -> {
          if (none != null && choice.getSelectedIndex() == 0) {
            module.setInput(input.getName(), null);
          } else {
            set(input, choice.getSelectedItem());
          }
        });
  }

  private void addNumber(ModuleItem<?> input, double value) {
    boolean whole = Types.isInteger(input.getType());
    String style = input.getWidgetStyle();
    if (style != null && style.contains(NumberWidget.SLIDER_STYLE)) {
      double step = input.getStepSize() == null ? 1 : input.getStepSize().doubleValue();
      dialog.addSlider(
          label(input),
          ((Number) input.getMinimumValue()).doubleValue(),
          ((Number) input.getMaximumValue()).doubleValue(),
          value,
          step);
    } else {
      // What looks like a unit has the field put into a panel, which has room for others.
      dialog.addNumericField(label(input), value, whole ? 0 : 2, SHORT_COLUMNS, " ");
    }
    TextField field = (TextField) dialog.getNumericFields().lastElement();
    readers.add(() -> set(input, number(input, field.getText(), whole)));
  }

  private String number(ModuleItem<?> input, String text, boolean whole) {
    try {
      double number = Double.parseDouble(text.strip());
      return whole ? String.valueOf(Math.round(number)) : String.valueOf(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected '%s' to be a number but got '%s'".formatted(label(input), text), e);
    }
  }

  private void addText(ModuleItem<?> input, Object value) {
    String text = value == null ? "" : value.toString();
    String style = String.valueOf(input.getWidgetStyle());
    if (style.equals(FileWidget.DIRECTORY_STYLE)) {
      dialog.addDirectoryField(label(input), text, TEXT_COLUMNS);
    } else if (input.getType() == File.class || style.equals(FileWidget.OPEN_STYLE)) {
      dialog.addFileField(label(input), text, TEXT_COLUMNS);
    } else {
      if (style.equals(TextWidget.PASSWORD_STYLE)) {
        dialog.setEchoChar('*');
      }
      dialog.addStringField(label(input), text, TEXT_COLUMNS);
    }
    TextField field = (TextField) dialog.getStringFields().lastElement();
    Supplier<String> content = field::getText;
    readers.add(() -> set(input, content.get()));
  }

  private void set(ModuleItem<?> input, String text) {
    Object converted =
        input.getType() == File.class && text.isBlank()
            ? null
            : context.service(ConvertService.class).convert(text, input.getType());
    if (converted == null && input.isRequired()) {
      throw new IllegalArgumentException("'%s' cannot be '%s'".formatted(label(input), text));
    }
    module.setInput(input.getName(), converted);
  }

  /** On the event thread: callbacks begin other threads themselves. */
  private void call(ModuleItem<?> input) {
    try {
      input.callback(module);
    } catch (MethodCallException e) {
      context.service(LogService.class).error(e);
    }
  }

  void read() {
    readers.forEach(Runnable::run);
    module.getInfo().inputs().forEach(input -> module.resolveInput(input.getName()));
  }

  /** Underscores and colons have a meaning for ImageJ's dialogs; our labels have none. */
  static String label(ModuleItem<?> input) {
    String label = input.getLabel();
    if (label != null && !label.isEmpty()) {
      return label;
    }
    String name = input.getName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
