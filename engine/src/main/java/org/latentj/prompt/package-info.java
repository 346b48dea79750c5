/**
 * The grammar of prompts as AUTOMATIC1111's webui has it: emphasis, schedules, compositions. Text
 * in, text out: no tokens here. Depends on the JDK only.
 */
package org.latentj.prompt;
