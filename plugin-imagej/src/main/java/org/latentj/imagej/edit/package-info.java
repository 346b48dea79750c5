/** What commands and scripts do to images, without dialogs, menus and status bar. */
package org.latentj.imagej.edit;
