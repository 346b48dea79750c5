package org.latentj.checkpoint.pickle;

/**
 * What stands where Python would have called something that is not on the allow-list. It remembers
 * only the name, so that whoever needs the value can refuse it by name.
 *
 * @param global the Python name that would have been called, for example {@code os.system}
 */
public record Refused(Global global) {}
