/** The commands' dialogs, in plain ImageJ and in Fiji. */
package org.latentj.imagej.dialog;
