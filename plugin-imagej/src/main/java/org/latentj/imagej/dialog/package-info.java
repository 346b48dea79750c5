/** Dialogs in plain ImageJ. */
package org.latentj.imagej.dialog;
