/** Mail services for everybody: a shared domain of theirs is no company. */
const FREE_MAIL = `
  gmail.com googlemail.com
  yahoo.com yahoo.co.jp ymail.ne.jp ymail.com rocketmail.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es
  yahoo.co.in yahoo.in yahoo.com.br yahoo.com.mx yahoo.com.au yahoo.ca yahoo.com.tw yahoo.com.hk yahoo.com.sg
  yahoo.co.kr ybb.ne.jp
  hotmail.com hotmail.co.jp hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es outlook.com outlook.jp
  outlook.fr outlook.de outlook.es live.com live.jp live.co.uk live.fr live.nl msn.com passport.com
  icloud.com me.com mac.com aol.com aol.jp aim.com
  docomo.ne.jp ezweb.ne.jp au.com biz.ezweb.ne.jp softbank.ne.jp i.softbank.jp disney.ne.jp vodafone.ne.jp
  ymobile.ne.jp y-mobile.ne.jp emobile.ne.jp willcom.com pdx.ne.jp rakuten.jp rakumail.jp uqmobile.jp
  nifty.com nifty.ne.jp biglobe.ne.jp so-net.ne.jp so-net.jp ocn.ne.jp plala.or.jp dion.ne.jp asahi-net.or.jp
  infoweb.ne.jp odn.ne.jp hi-ho.ne.jp sannet.ne.jp infoseek.jp goo.jp goo.ne.jp mail.goo.ne.jp excite.co.jp
  livedoor.com jcom.home.ne.jp jcom.zaq.ne.jp zaq.ne.jp eonet.ne.jp commufa.jp tcct.zaq.ne.jp wakwak.com
  t-online.de gmx.de gmx.net gmx.com gmx.at web.de freenet.de arcor.de
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tin.it alice.it
  btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
  rogers.com shaw.ca sympatico.ca bigpond.com optusnet.com.au xtra.co.nz
  uol.com.br bol.com.br terra.com.br ig.com.br
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com
  naver.com hanmail.net daum.net nate.com kakao.com
  mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net
  rediffmail.com seznam.cz wp.pl o2.pl onet.pl interia.pl
  proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm zoho.com hey.com mail.com
  hushmail.com mailinator.com guerrillamail.com yopmail.com duck.com
`;

/** Sites on which many companies have a page: CRMs keep such an address as a company's website. */
const SHARED_SITES = `
  facebook.com m.facebook.com fb.com instagram.com x.com twitter.com linkedin.com youtube.com tiktok.com line.me
  lin.ee linktr.ee lit.link note.com ameblo.jp ameba.jp wantedly.com peraichi.com jimdo.com jimdofree.com
  wixsite.com wix.com wordpress.com blogspot.com tumblr.com medium.com github.io github.com notion.site
  sites.google.com google.com docs.google.com goo.gl bit.ly shop-pro.jp stores.jp thebase.in base.shop
  rakuten.co.jp amazon.co.jp amazon.com myshopify.com squarespace.com weebly.com webnode.jp hatenablog.com
  hatena.ne.jp fc2.com livedoor.jp tabelog.com hotpepper.jp studio.site strikingly.com
`;

const PUBLIC = new Set(`${FREE_MAIL} ${SHARED_SITES}`.trim().split(/\s+/));

/** Whether a domain belongs to everybody and so names no company. */
export function isPublicDomain(domain: string): boolean {
  return PUBLIC.has(domain);
}
