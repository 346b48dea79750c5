/** The commands of the menu: thin classes over {@code edit}, each with its inputs and defaults. */
package org.latentj.imagej.command;
