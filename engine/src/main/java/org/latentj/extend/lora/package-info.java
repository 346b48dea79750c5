/**
 * LoRAs and their relatives: read, matched with a model's weights by name, checked, merged. Nothing
 * in a file is ever executed.
 */
package org.latentj.extend.lora;
