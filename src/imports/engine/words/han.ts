/**
 * Traditional characters beside the simplified ones, for those that words of seizures are written with: general
 * knowledge. A character that is not here stands for itself, so a word with it must be listed both ways.
 */
const pairs = `國国 關关 稅税 證证 號号 碼码 檢检 驗验 數数 單单 類类 種种 別别 貨货 車车 輛辆 運运 輸输 飛飞 機机 場场 處处 業业 務务 員员 簽签 發发 現现 獲获 繳缴 沒没 緝缉
藥药 煙烟 菸烟 槍枪 彈弹 砲炮 幣币 鈔钞 銀银 貝贝 資资 產产 權权 標标 誌志 識识 財财 殺杀 傷伤 動动 魚鱼 鳥鸟 龜龟 龍龙 馬马 雞鸡 羅罗 麵面 殼壳 鱗鳞 獸兽 製制
體体 價价 額额 總总 計计 時时 間间 點点 區区 縣县 鄉乡 鎮镇 衛卫 島岛 門门 邊边 陸陆 橋桥 鐵铁 電电 郵邮 遞递 與与 裝装 櫃柜 艙舱 輪轮 線线 個个 隻只 條条 張张
塊块 頭头 雙双 對对 噸吨 兩两 錢钱 範范 圍围 內内 開开 閉闭 進进 過过 轉转 離离 達达 從从 來来 經经 緯纬 備备 註注 說说 編编 記记 錄录 報报 護护 營营 歐欧 亞亚
義义 灣湾 韓韩 蘭兰 紐纽 萬万 億亿 聯联 蘇苏 倫伦 維维 濟济 愛爱 爾尔 薩萨 瑪玛 麗丽 諾诺 烏乌 盧卢 貢贡 納纳 緬缅 東东 紅红 綠绿 藍蓝 黃黄 幹干 葉叶 樹树 麥麦
飲饮 罌罂 膠胶 腦脑 腸肠 褲裤 襪袜 帶带 繩绳 殘残 廢废 舊旧 買买 專专 錶表 鐘钟 臺台 檯台 圖图 書书 畫画 藝艺 術术 傳传 偽伪 僞伪 違违 規规 嚴严 舉举 認认 該该
據据 應应 儀仪 掃扫 攜携 夾夹 層层 廚厨 廁厕 臥卧 鋪铺 駕驾 駛驶 輕轻 貴贵 質质 鑽钻 礦矿 氣气 氫氢 鹽盐 醫医 療疗 劑剂 針针 疊叠 顆颗 絲丝 沖冲 擊击 戰战 彎弯
劍剑 鋼钢 銅铜 鋁铝 鎳镍 屬属 錠锭 倉仓 庫库 園园 館馆 樓楼 辦办 準准 節节 週周 當当 後后 執执 偵侦 團团 隊队 戶户 際际 艦舰 漁渔 滬沪 濱滨 漢汉 賓宾 澤泽 雲云
廣广 貓猫 豬猪 鹼碱 繫系 係系 連连 遠远 適适 選选 課课 談谈 調调 諮咨 訂订 訊讯 設设 詢询 試试 話话 誤误 請请 謀谋 講讲 譯译 讓让 負负 責责 貪贪 販贩 購购 費费
賀贺 賭赌 贓赃 軍军 軟软 載载 較较 輔辅 鄰邻 錯错 鋸锯 鎖锁 鏈链 閱阅 闖闯 陳陈 隨随 險险 雜杂 難难 項项 順顺 須须 領领 題题 顏颜 風风 駐驻 鬚须 鮮鲜 鰻鳗 鯊鲨
鱷鳄 鱘鲟 鴉鸦 鴿鸽 鵡鹉 鸚鹦 鷹鹰 齒齿 龕龛 獵猎 獅狮 犧牺 畢毕 異异 監监 盤盘 盜盗 硯砚 禦御 稱称 積积 穩稳 窩窝 竊窃 築筑 箇个 籠笼 糧粮 紀纪 約约 純纯 紙纸
級级 組组 結结 給给 統统 綁绑 網网 緊紧 縮缩 織织 繡绣 罰罚 習习 聲声 職职 腎肾 腫肿 臟脏 華华 萊莱 蔘参 參参 蟲虫 蠶蚕 衝冲 複复 覺觉 觀观 觸触 訴诉 協协 嗎吗
嗶哔 噴喷 壓压 壘垒 壽寿 夢梦 奧奥 婦妇 學学 寧宁 寶宝 實实 審审 寫写 寬宽 將将 屍尸 岡冈 崗岗 嶺岭 巖岩 師师 廠厂 廳厅 強强 彙汇 匯汇 徑径 復复 恆恒 惡恶 愷恺
慣惯 態态 憑凭 懷怀 懸悬 戲戏 擔担 擋挡 擬拟 攔拦 攝摄 敗败 敵敌 斷断 於于 昇升 曆历 會会 構构 槓杠 樣样 橫横 檔档 櫻樱 歲岁 歷历 毀毁 決决 況况 淚泪 淨净 減减
測测 渦涡 溝沟 滅灭 滾滚 滿满 潛潜 濕湿 灘滩 煉炼 爐炉 狀状 獎奖 環环`;

const simplified = new Map(
  pairs
    .split(/\s+/)
    .filter(pair => pair.length === 2)
    .map(pair => [pair.charAt(0), pair.charAt(1)] as const),
);

/** One form of Chinese text in traditional and simplified characters. */
export function simplifiedHan(text: string): string {
  return text.replace(/\p{Script=Han}/gu, character => simplified.get(character) ?? character);
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** Characters of scripts that write words without spaces between them, or say in one character what takes letters. */
export function unspacedLetters(text: string): number {
  return text.match(unspaced)?.length ?? 0;
}

/** Length in letters: a Chinese character says as much as two letters at the least. */
export function lettersIn(text: string): number {
  return text.length + unspacedLetters(text);
}
