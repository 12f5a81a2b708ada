import { folded } from '../normalize-text.ts';
import type { Page, Span } from '../page.ts';

const surnames =
  `欧阳|司马|上官|诸葛|王|李|张|刘|陈|杨|黄|赵|吴|周|徐|孙|马|朱|胡|郭|何|高|林|罗|郑|梁|谢|宋|唐|许|韩|冯|邓|曹|彭|曾|肖|田|董|袁|潘|于|蒋|蔡|余|杜|叶|程|苏|魏|吕|丁|任
|沈|姚|卢|姜|崔|钟|谭|陆|汪|范|金|石|廖|贾|夏|韦|付|方|白|邹|孟|熊|秦|邱|江|尹|薛|闫|段|雷|侯|龙|史|陶|黎|贺|顾|毛|郝|龚|邵|万|钱|严|覃|武|戴|莫|孔|向|汤|張|劉|陳|楊
|黃|趙|吳|孫|馬|羅|鄭|謝|許|韓|馮|鄧|蕭|葉|蘇|呂|盧|鍾|譚|陸`.replace(/\n/g, '');
const chinesePerson =
  `司机|驾驶员|嫌疑人|嫌犯|旅客|乘客|男子|女子|货主|船长|船员|收货人|收件人|发货人|发件人|寄件人|当事人|被告人?|姓名|名叫|名为|车主|报关员|逮捕|抓获|拘留
|机主|户主|户名|收款人|付款人|开户人|持卡人|持证人|出生的|转入|转给|汇给|汇入|联系人`.replace(/\n/g, '');
const japaneseNames =
  `佐藤|鈴木|高橋|田中|伊藤|渡辺|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|斎藤|斉藤|清水|山崎|森田|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤
|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|原田|松田|竹内|上田|中山|和田|森|林`.replace(
    /\n/g,
    '',
  );
const koreanNames =
  `김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|전|홍|고|문|양|손|배|백|허|유|남|심|노|하|곽|성|차|주|우|구|민|진|지|엄|채|원|천|방|공|현|함|변|염|여|추|도
|소|석|선|설|마|길|연|위|표|명|기|반|왕|금|옥|육|인|맹|제|모`.replace(/\n/g, '');
const koreanPerson = '운전자|운전사|용의자|피의자|승객|여행자|수취인|수하인|발송인|송하인|선장|선원|성명|이름';
const thaiPerson = folded(
  `คนขับรถ|คนขับ|ผู้ต้องหา|ผู้ต้องสงสัย|ผู้โดยสาร|ผู้รับ|ผู้ส่ง|เจ้าของ|จับกุม|กัปตัน|ชื่อ
|นำเข้าโดย`.replace(/\n/g, ''),
);
const hindiPerson = folded('चालक|ड्राइवर|आरोपी|यात्री|संदिग्ध|प्राप्तकर्ता|प्रेषक|मालिक|कप्तान|नाम|गिरफ्तार');
const hindiNoName = folded(
  `गिरफ्तार|फरार|को|ने|के|का|की|से|में|पर|और|था|थे|है|माल|वाहन|ट्रक|कंपनी|लिमिटेड|दुबई|भारत
|किया|गया|नहीं`.replace(/\n/g, ''),
);
const thaiNoName = folded('บริษัท|ถูก|และ|จาก|ใน|ห้าง|ร้าน|โรงงาน|สนามบิน|ด่าน|รถ|ไม่|ได้|ราย');

function pattern(source: string, flags: string): RegExp {
  return new RegExp(source.replace(/\n/g, ''), flags);
}

interface Rule {
  readonly script: RegExp;
  readonly names: RegExp;
}

const thai = '[\\u0e00-\\u0e7f]';
const thaiName = `(?!${thaiNoName.split('|').join('|')})${thai}{2,14} (?!${thaiNoName})${thai}{2,16}`;
const hindi = '[\\u0900-\\u0963]';
const hindiName = `(?!(?:${hindiNoName})(?!${hindi}))${hindi}{2,16} (?!(?:${hindiNoName})(?!${hindi}))${hindi}{2,16}`;

/** The name is the first group. */
const rules: readonly Rule[] = [
  {
    script: /[\u4e00-\u9fff]/,
    names: pattern(
      `(?:${chinesePerson})(?:[:： ]|是|为|叫|了){0,2}((?:${surnames})[\\u4e00-\\u9fff]{1,2}?)(?=$
|[^\\u4e00-\\u9fff]|[的被在从携等和与的未已向供称电手身护男女驾因将于住来到持说承拒涉不系声])`,
      'g',
    ),
  },
  {
    script: /[\u4e00-\u9fff]/,
    names: pattern(
      `(?<![\\u4e00-\\u9fff])((?:${surnames})[\\u4e00-\\u9fff]{1,2})(?=被|涉嫌|承认|供述|携带|走私|持(?!续|有|久)|入境|出境|驾驶
|[,，、（(] ?(?:男|女|手机|电话|身份证|护照|证件|出生|生于|联系)|(?:先生|女士|小姐))`,
      'g',
    ),
  },
  {
    script: /[\u4e00-\u9fff]/,
    names: pattern(
      `(?:運転手|運転者|容疑者|被告人?|乗客|旅客|荷受人|荷送人|船長|氏名|名前)(?:の|は|:|：|、|・
| ){0,2}((?:${japaneseNames})[\\u3040-\\u30ff\\u4e00-\\u9fff]{1,3}?)(?=$
|[^\\u3040-\\u30ff\\u4e00-\\u9fff]|[をはがのにと]|容疑者|さん|氏)`,
      'g',
    ),
  },
  {
    script: /[\uac00-\ud7a3]/,
    names: pattern(
      `(?:${koreanPerson})(?:[:： ]|는|은){1,2}((?:${koreanNames})[\\uac00-\\ud7a3]{2})(?=$
|[^\\uac00-\\ud7a3]|[은는이가을를의와과씨])`,
      'g',
    ),
  },
  {
    script: /[\u0e00-\u0e7f]/,
    names: pattern(`(?:${thaiPerson})[: ]{0,2}(?:${folded('ชื่อ|คือ')})?[: ]{0,2}(${thaiName})`, 'g'),
  },
  {
    script: /[\u0e00-\u0e7f]/,
    names: pattern(`((?:${folded('นางสาว|นาย|นาง|ด.ช.|ด.ญ.').replace(/\./g, '\\.')}) ?${thaiName})`, 'g'),
  },
  { script: /[\u0900-\u097f]/, names: pattern(`(?:${hindiPerson})(?:[: ]|है){1,2}(${hindiName})`, 'g') },
];

/** Names in Han, Kana, Hangul, Thai and Devanagari, where words are not set apart or have no capitals. */
export function inOtherScripts(page: Page): Span[] {
  const found: Span[] = [];
  if (!page.hasOtherScript) return found;
  for (const { script, names } of rules) {
    if (!script.test(page.text)) continue;
    for (const match of page.text.matchAll(names)) {
      const end = match.index + match[0].length;
      found.push({ start: end - match[1]!.length, end, kind: 'titled_name' });
    }
  }
  return found;
}
