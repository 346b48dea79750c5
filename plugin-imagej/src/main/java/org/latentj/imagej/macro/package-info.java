/**
 * What stands between macros and our commands: options read from left to right, unknown ones
 * refused, unset ones at their defaults, texts recorded so that they come back.
 */
package org.latentj.imagej.macro;
