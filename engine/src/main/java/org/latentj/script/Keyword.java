package org.latentj.script;

/**
 * A keyword argument of a call.
 *
 * @param name the argument's name
 * @param value anything that {@link ScriptMethod#call} takes
 */
public record Keyword(String name, Object value) {}
