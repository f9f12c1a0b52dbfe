import type { Chance } from './chance.ts';

/** Kanji and reading: 64 places and trees times 20 trades give 1,280 companies that do not exist. */
const STEMS =
  '青葉 aoba,赤城 akagi,秋津 akitsu,朝霧 asagiri,浅葱 asagi,飛鳥 asuka,泉 izumi,五十鈴 isuzugawa,磯辺 isobe,稲穂 inaho,岩波 iwanami,卯月 uzuki,梅園 umezono,浦風 urakaze,大空 ozora,丘陵 kyuryo,沖津 okitsu,桂 katsura,霞 kasumi,風早 kazahaya,神楽 kagura,川霧 kawagiri,北斗 hokuto,桐生 kiryu,楠 kusunoki,小春 koharu,木漏日 komorebi,早苗 sanae,桜木 sakuragi,皐月 satsuki,さざ波 sazanami,潮騒 shiosai,篠原 shinohara,白樺 shirakaba,白銀 shirogane,翠 midori,杉並木 suginamiki,鈴蘭 suzuran,高嶺 takane,滝音 takine,橘 tachibana,千歳 chitose,月影 tsukikage,椿 tsubaki,常盤 tokiwa,渚 nagisa,夏木 natsuki,七星 nanahoshi,虹 niji,野分 nowaki,萩原 hagiwara,初雪 hatsuyuki,花園 hanazono,春日 haruhi,東雲 shinonome,光 hikari,藤波 fujinami,冬木 fuyuki,星野 hoshino,真砂 masago,水無月 minazuki,紅葉 momiji,山吹 yamabuki,夕凪 yunagi';
const TRADES =
  '製作所 seisakusho 製造,電機 denki 製造,精機 seiki 製造,化成 kasei 製造,食品 shokuhin 食品,製菓 seika 食品,商事 shoji 卸売,物産 bussan 卸売,物流 butsuryu 物流,運輸 unyu 物流,建設 kensetsu 建設,工務店 komuten 建設,システムズ systems 情報通信,ソフト soft 情報通信,通信 tsushin 情報通信,薬品 yakuhin 医療,医科 ika 医療,不動産 fudosan 不動産,教育社 kyoikusha 教育,人材 jinzai 人材';
const FAMILY_NAMES =
  '甲野 kono,乙川 otokawa,丙山 heiyama,丁田 teida,戊井 boi,己村 kimura,庚本 komoto,辛島 karashima,壬生 mibu,癸谷 mizutani,子安 koyasu,丑尾 ushio,寅田 torada,卯木 uki,辰野 tatsuno,巳波 minami,午山 umayama,未来 miki,申橋 sarubashi,酉井 torii,戌亥 inui,亥川 igawa,仮名 kana,見本 mimoto,例田 reita,試野 shino';
const GIVEN_NAMES =
  '一郎 ichiro,二郎 jiro,三郎 saburo,花子 hanako,太郎 taro,桃子 momoko,健一 kenichi,由美 yumi,直樹 naoki,恵 megumi,誠 makoto,彩 aya,翔 sho,優子 yuko,拓也 takuya,真理 mari,亮 ryo,千夏 chinatsu,浩 hiroshi,香織 kaori,学 manabu,美咲 misaki,剛 tsuyoshi,奈緒 nao';
export const JOB_TITLES: readonly string[] = [
  '代表取締役',
  '取締役',
  '営業本部長',
  'マーケティング部長',
  '情報システム部長',
  '営業企画課長',
  'マーケティング課長',
  '係長',
  '主任',
  '担当',
];

/** All company names, readings and trades of the demo, in a fixed order. */
export const COMPANY_NAMES: readonly CompanyName[] = combine();

export interface CompanyName {
  readonly name: string;
  /** Under `.example`, which belongs to nobody (RFC 2606). */
  readonly domain: string;
  readonly industry: string;
}

interface PersonName {
  readonly family: string;
  readonly given: string;
  /** Local part of the mail address without its number. */
  readonly mailbox: string;
}

export function pickPersonName(chance: Chance): PersonName {
  const [family = '', familyReading = ''] = chance.pick(FAMILY_NAMES.split(',')).split(' ');
  const [given = '', givenReading = ''] = chance.pick(GIVEN_NAMES.split(',')).split(' ');
  return { family, given, mailbox: `${givenReading}.${familyReading}` };
}

function combine(): CompanyName[] {
  return TRADES.split(',').flatMap((trade) =>
    STEMS.split(',').map((stem) => {
      const [kanji = '', reading = ''] = stem.split(' ');
      const [suffix = '', romaji = '', industry = ''] = trade.split(' ');
      return { name: `架空${kanji}${suffix}株式会社`, domain: `${reading}-${romaji}.example`, industry };
    }),
  );
}
