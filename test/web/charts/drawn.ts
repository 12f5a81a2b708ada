import { readXml, type XmlElement } from './xml.ts';

/** The elements of a drawing with a class, in its order. */
export function drawn(svg: string, classes: string): XmlElement[] {
  return readXml(svg).filter(({ attributes }) => attributes.class?.split(' ').includes(classes));
}

/** A number of an element's attribute. */
export function at(element: XmlElement | undefined, name: string): number {
  return Number(element?.attributes[name]);
}

/** The texts of a drawing with a class. */
export function texts(svg: string, classes: string): string[] {
  return [...svg.matchAll(/<text class="([^"]*)"[^>]*>([^<]*)</g)]
    .filter(([, all = '']) => all.split(' ').includes(classes))
    .map(([, , text = '']) => text);
}
