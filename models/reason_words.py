"""The words of reasons in Traditional and Simplified Chinese, by their templates in English.

A test finds every template of the project here, with the same places in it.
"""

WORDS: dict[str, dict[str, str]] = {
    "is required": {"zh-Hant": "必須填寫", "zh-Hans": "必须填写"},
    "must be after live_from": {"zh-Hant": "必須在開始時間之後", "zh-Hans": "必须在开始时间之后"},
    "{value} is not one of {names}": {"zh-Hant": "{value} 不是 {names} 之一", "zh-Hans": "{value} 不是 {names} 之一"},
    "the entry has a draft already": {"zh-Hant": "此條目已有草稿", "zh-Hans": "此条目已有草稿"},
    "must be a mapping, not {value}": {
        "zh-Hant": "必須是一組欄位，而不是 {value}",
        "zh-Hans": "必须是一组字段，而不是 {value}",
    },
    "must be a list, not {value}": {"zh-Hant": "必須是清單，而不是 {value}", "zh-Hans": "必须是列表，而不是 {value}"},
    "is no field of this type": {"zh-Hant": "不是此類型的欄位", "zh-Hans": "不是此类型的字段"},
    "there is no entry {entry}": {"zh-Hant": "沒有條目 {entry}", "zh-Hans": "没有条目 {entry}"},
    "{entry} is of another type": {"zh-Hant": "{entry} 屬於另一類型", "zh-Hans": "{entry} 属于另一类型"},
    "several entries are named {entry}: say which by its id": {
        "zh-Hant": "有多個條目名為 {entry}：請以 id 指明",
        "zh-Hans": "有多个条目名为 {entry}：请以 id 指明",
    },
    "links to {found} entries; {most} are allowed": {
        "zh-Hant": "連結了 {found} 個條目；最多 {most} 個",
        "zh-Hans": "链接了 {found} 个条目；最多 {most} 个",
    },
    "holds {found} components, those inside each other counted; {most} are allowed": {
        "zh-Hant": "連內層共有 {found} 個組件；最多 {most} 個",
        "zh-Hans": "连内层共有 {found} 个组件；最多 {most} 个",
    },
    "holds {found} links by `{link}`; {most} are allowed": {
        "zh-Hant": "有 {found} 個 `{link}` 連結；最多 {most} 個",
        "zh-Hans": "有 {found} 个 `{link}` 链接；最多 {most} 个",
    },
    "{value} is neither a field nor a language": {
        "zh-Hant": "{value} 既不是欄位，也不是語言",
        "zh-Hans": "{value} 既不是字段，也不是语言",
    },
    "you have no right to this": {"zh-Hant": "您沒有這項權限", "zh-Hans": "您没有这项权限"},
    "what is scheduled for later says something else in the same places": {
        "zh-Hant": "稍後排定的版本在相同位置有不同內容",
        "zh-Hans": "稍后排定的版本在相同位置有不同内容",
    },
    "must be a path such as /old-page or /old/*, without the prefix of a language": {
        "zh-Hant": "必須是路徑，例如 /old-page 或 /old/*，不帶語言前綴",
        "zh-Hans": "必须是路径，例如 /old-page 或 /old/*，不带语言前缀",
    },
    "must be a path without the prefix of a language, or an address such as https://www.example.org": {
        "zh-Hant": "必須是不帶語言前綴的路徑，或如 https://www.example.org 的網址",
        "zh-Hans": "必须是不带语言前缀的路径，或如 https://www.example.org 的网址",
    },
    "leads elsewhere than `target`: leave one of them out": {
        "zh-Hant": "與 `target` 指向不同的地方：請刪去其一",
        "zh-Hans": "与 `target` 指向不同的地方：请删去其一",
    },
    "leads back to where it came from, or on and on": {
        "zh-Hant": "轉址成了循環，或一再轉址",
        "zh-Hans": "重定向成了循环，或一再重定向",
    },
    "stands below itself": {"zh-Hant": "位於自己之下", "zh-Hans": "位于自己之下"},
    "stands below more than {most} others": {
        "zh-Hant": "上面的頁面多於 {most} 個",
        "zh-Hans": "上面的页面多于 {most} 个",
    },
    "{path} is the address of a page: name its entry as `target`, which is followed wherever it moves": {
        "zh-Hant": "{path} 是一個頁面的網址：請以 `target` 指明其條目，它移到哪裡都會跟隨",
        "zh-Hans": "{path} 是一个页面的网址：请以 `target` 指明其条目，它移到哪里都会跟随",
    },
    "{path} is the address of a page, which comes first": {
        "zh-Hant": "{path} 是一個頁面的網址，該頁面優先",
        "zh-Hans": "{path} 是一个页面的网址，该页面优先",
    },
    "was used for another input": {"zh-Hant": "已用於另一項輸入", "zh-Hans": "已用于另一项输入"},
    "was made from a text that has changed since": {
        "zh-Hant": "所依據的原文其後已更改",
        "zh-Hans": "所依据的原文其后已更改",
    },
    "was made by a machine": {"zh-Hant": "由機器產生", "zh-Hans": "由机器生成"},
    "version {version} has ended: restore it": {
        "zh-Hant": "版本 {version} 已結束：請先還原",
        "zh-Hans": "版本 {version} 已结束：请先恢复",
    },
    "version {version} is scheduled already: reschedule it": {
        "zh-Hant": "版本 {version} 已排定：請重新排定時間",
        "zh-Hans": "版本 {version} 已排定：请重新排定时间",
    },
    "version {version} is live already: unpublish it to end it": {
        "zh-Hant": "版本 {version} 已公開：如要結束，請取消發佈",
        "zh-Hans": "版本 {version} 已公开：如要结束，请取消发布",
    },
    "version {version} is not scheduled": {"zh-Hant": "版本 {version} 沒有排定", "zh-Hans": "版本 {version} 没有排定"},
    "two editions would be live at once": {
        "zh-Hant": "會有兩個版本同時公開",
        "zh-Hans": "会有两个版本同时公开",
    },
    "two editions lack it; one may be a draft": {
        "zh-Hant": "有兩個版本缺少此項；只有一個可以是草稿",
        "zh-Hans": "有两个版本缺少此项；只有一个可以是草稿",
    },
    "there is no {type} {entry}": {"zh-Hant": "沒有 {type} {entry}", "zh-Hans": "没有 {type} {entry}"},
    "there is no {target} {entry}": {"zh-Hant": "沒有 {target} {entry}", "zh-Hans": "没有 {target} {entry}"},
    "there is no version {version}": {"zh-Hant": "沒有版本 {version}", "zh-Hans": "没有版本 {version}"},
    "there is no field {path}": {"zh-Hant": "沒有欄位 {path}", "zh-Hans": "没有字段 {path}"},
    "there is no draft": {"zh-Hant": "沒有草稿", "zh-Hans": "没有草稿"},
    "there is a draft: say the revision that you have seen": {
        "zh-Hant": "已有草稿：請指明您看過的修訂",
        "zh-Hans": "已有草稿：请指明您看过的修订",
    },
    "the draft is all that there is of the entry": {
        "zh-Hant": "此條目只有這份草稿",
        "zh-Hans": "此条目只有这份草稿",
    },
    "somebody else has changed this since": {"zh-Hant": "其他人其後已更改此處", "zh-Hans": "其他人其后已更改此处"},
    "say which revision you have looked at": {"zh-Hant": "請指明您看過的修訂", "zh-Hans": "请指明您看过的修订"},
    "other entries link to it": {"zh-Hant": "其他條目連結到它", "zh-Hans": "其他条目链接到它"},
    "nothing is live at that instant": {"zh-Hant": "當時沒有公開的版本", "zh-Hans": "当时没有公开的版本"},
    "must not have passed": {"zh-Hant": "不可以是已過去的時間", "zh-Hans": "不可以是已过去的时间"},
    "must be true or false, not {value}": {
        "zh-Hant": "必須是 true 或 false，而不是 {value}",
        "zh-Hans": "必须是 true 或 false，而不是 {value}",
    },
    "must be text, not {value}; put it in quotes": {
        "zh-Hant": "必須是文字，而不是 {value}；請加上引號",
        "zh-Hans": "必须是文字，而不是 {value}；请加上引号",
    },
    "must be of the form {pattern}": {"zh-Hant": "必須符合格式 {pattern}", "zh-Hans": "必须符合格式 {pattern}"},
    "must be from {first} to {last}, not {value}": {
        "zh-Hant": "必須在 {first} 至 {last} 之間，而不是 {value}",
        "zh-Hans": "必须在 {first} 至 {last} 之间，而不是 {value}",
    },
    "must be from {first} to {last}, not {value}; leave it out for no end": {
        "zh-Hant": "必須在 {first} 至 {last} 之間，而不是 {value}；沒有結束時間則不填",
        "zh-Hans": "必须在 {first} 至 {last} 之间，而不是 {value}；没有结束时间则不填",
    },
    "must be an instant with an offset, as {example}, not {value}": {
        "zh-Hant": "必須是帶時差的時間，例如 {example}，而不是 {value}",
        "zh-Hans": "必须是带时差的时间，例如 {example}，而不是 {value}",
    },
    "must be an instant with an offset, as {example}, not {value}; leave it out for no end": {
        "zh-Hant": "必須是帶時差的時間，例如 {example}，而不是 {value}；沒有結束時間則不填",
        "zh-Hans": "必须是带时差的时间，例如 {example}，而不是 {value}；没有结束时间则不填",
    },
    "must be an instant, in microseconds": {
        "zh-Hant": "必須是以微秒表示的時間",
        "zh-Hans": "必须是以微秒表示的时间",
    },
    "must be a-z, 0-9 and hyphens, not {value}": {
        "zh-Hant": "只可使用 a-z、0-9 和連字號，而不是 {value}",
        "zh-Hans": "只可使用 a-z、0-9 和连字号，而不是 {value}",
    },
    "must be small letters, digits and hyphens, of any script, not {value}": {
        "zh-Hant": "只可使用任何文字的（小寫）字母、數字和連字號，而不是 {value}",
        "zh-Hans": "只可使用任何文字的（小写）字母、数字和连字号，而不是 {value}",
    },
    "must be a-z, 0-9 and hyphens": {
        "zh-Hant": "只可使用 a-z、0-9 和連字號",
        "zh-Hans": "只可使用 a-z、0-9 和连字号",
    },
    "must be a whole number, not {value}": {
        "zh-Hant": "必須是整數，而不是 {value}",
        "zh-Hans": "必须是整数，而不是 {value}",
    },
    "must be a text for each language, as {example}": {
        "zh-Hant": "必須按語言提供文字，例如 {example}",
        "zh-Hans": "必须按语言提供文字，例如 {example}",
    },
    "{value} is not one of the languages {names}": {
        "zh-Hant": "{value} 不是語言 {names} 之一",
        "zh-Hans": "{value} 不是语言 {names} 之一",
    },
    "must be a number, not {value}": {"zh-Hant": "必須是數字，而不是 {value}", "zh-Hans": "必须是数字，而不是 {value}"},
    "must be a name that nothing else of the operation has": {
        "zh-Hant": "必須是此操作中沒有其他項目使用的名稱",
        "zh-Hans": "必须是此操作中没有其他项目使用的名称",
    },
    "must be a day as 2026-01-02, not {value}": {
        "zh-Hant": "必須是日期，例如 2026-01-02，而不是 {value}",
        "zh-Hans": "必须是日期，例如 2026-01-02，而不是 {value}",
    },
    "must be a colour as #C5192D, not {value}": {
        "zh-Hant": "必須是顏色，例如 #C5192D，而不是 {value}",
        "zh-Hans": "必须是颜色，例如 #C5192D，而不是 {value}",
    },
    "must be 12 of a-z and 0-9, the first a letter": {
        "zh-Hant": "必須是 12 個 a-z 或 0-9 的字元，首個為字母",
        "zh-Hans": "必须是 12 个 a-z 或 0-9 的字符，首个为字母",
    },
    "links to what is not public then": {"zh-Hant": "連結到當時未公開的條目", "zh-Hans": "链接到当时未公开的条目"},
    "is the key of another component, too": {"zh-Hant": "與另一組件的鍵相同", "zh-Hans": "与另一组件的键相同"},
    "links to the same entry twice": {"zh-Hant": "重複連結同一條目", "zh-Hans": "重复链接同一条目"},
    "it is not deleted": {"zh-Hant": "它未被刪除", "zh-Hans": "它未被删除"},
    "it is deleted": {"zh-Hant": "它已被刪除", "zh-Hans": "它已被删除"},
    "it has changed since you looked at it": {"zh-Hant": "您查看後它已更改", "zh-Hans": "您查看后它已更改"},
    "it ends before it starts": {"zh-Hant": "結束早於開始", "zh-Hans": "结束早于开始"},
    "is there in another language, and not in this one": {
        "zh-Hant": "有其他語言的文字，但沒有此語言的",
        "zh-Hans": "有其他语言的文字，但没有此语言的",
    },
    "is shown twice by the clocks of the site, which are put back": {
        "zh-Hant": "網站的時鐘調慢，此時間會出現兩次",
        "zh-Hans": "网站的时钟调慢，此时间会出现两次",
    },
    "is no revision of this entry": {"zh-Hant": "不是此條目的修訂", "zh-Hans": "不是此条目的修订"},
    "is no rule of recurrence, as {example}": {
        "zh-Hant": "不是重複規則，例如 {example}",
        "zh-Hans": "不是重复规则，例如 {example}",
    },
    "is empty; leave it out": {"zh-Hant": "是空白的；請不要填寫", "zh-Hans": "是空白的；请不要填写"},
    "has {found} characters; {most} are allowed": {
        "zh-Hant": "有 {found} 個字元；最多 {most} 個",
        "zh-Hans": "有 {found} 个字符；最多 {most} 个",
    },
    "has no text; leave it out": {"zh-Hant": "沒有文字；請不要填寫", "zh-Hans": "没有文字；请不要填写"},
    "has 1 to {most} characters": {"zh-Hant": "須有 1 至 {most} 個字元", "zh-Hans": "须有 1 至 {most} 个字符"},
    "follows from other fields; leave it out": {
        "zh-Hant": "由其他欄位得出；請不要填寫",
        "zh-Hans": "由其他字段得出；请不要填写",
    },
    "editions are scheduled for later: say whether to keep, rebase or cancel them": {
        "zh-Hant": "稍後已排定其他版本：請指明保留、變基或取消",
        "zh-Hans": "稍后已排定其他版本：请指明保留、变基或取消",
    },
    "contains a character that is not text": {"zh-Hant": "含有不是文字的字元", "zh-Hans": "含有不是文字的字符"},
    "another entry has it": {"zh-Hant": "另一條目已使用", "zh-Hans": "另一条目已使用"},
    "another entry has it at the same time": {
        "zh-Hant": "另一條目在同一時間已使用",
        "zh-Hans": "另一条目在同一时间已使用",
    },
    "another edition is live at the same time": {
        "zh-Hant": "另一版本在同一時間公開",
        "zh-Hans": "另一版本在同一时间公开",
    },
    "another edition begins at that instant; cancel its schedule": {
        "zh-Hant": "另一版本在該時間開始；請取消其排定",
        "zh-Hans": "另一版本在该时间开始；请取消其排定",
    },
    "another edition begins at that instant": {"zh-Hant": "另一版本在該時間開始", "zh-Hans": "另一版本在该时间开始"},
    "line {line} is of the same entry": {"zh-Hant": "第 {line} 行屬於同一條目", "zh-Hans": "第 {line} 行属于同一条目"},
    "marks are of content files; `content load` takes them": {
        "zh-Hant": "標記屬於內容檔案；請用 `content load`",
        "zh-Hans": "标记属于内容文件；请用 `content load`",
    },
    "an import takes one state of an entry; `content load` takes several": {
        "zh-Hant": "匯入只取條目的一個狀態；多個狀態請用 `content load`",
        "zh-Hans": "导入只取条目的一个状态；多个状态请用 `content load`",
    },
    "line {line}: there is no entry {entry}": {
        "zh-Hant": "第 {line} 行：沒有條目 {entry}",
        "zh-Hans": "第 {line} 行：没有条目 {entry}",
    },
    "line {line}: the text has {found} bytes; {most} are allowed": {
        "zh-Hant": "第 {line} 行：文字有 {found} 位元組；最多 {most}",
        "zh-Hans": "第 {line} 行：文本有 {found} 字节；最多 {most}",
    },
    "line {line}: a control character is no text": {
        "zh-Hant": "第 {line} 行：控制字元不是文字",
        "zh-Hans": "第 {line} 行：控制字符不是文本",
    },
    "line {line}: the text has {found} brackets; {most} are allowed": {
        "zh-Hant": "第 {line} 行：文字有 {found} 個方括號；最多 {most} 個",
        "zh-Hans": "第 {line} 行：文本有 {found} 个方括号；最多 {most} 个",
    },
    "line {line}: {address} names no entry; write {form}": {
        "zh-Hant": "第 {line} 行：{address} 不指向任何條目；請寫成 {form}",
        "zh-Hans": "第 {line} 行：{address} 不指向任何条目；请写成 {form}",
    },
    "line {line}: the text has {found} references; {most} are allowed": {
        "zh-Hant": "第 {line} 行：文字有 {found} 個引用；最多 {most} 個",
        "zh-Hans": "第 {line} 行：文本有 {found} 个引用；最多 {most} 个",
    },
    "line {line}: the text is nested deeper than {most} levels": {
        "zh-Hant": "第 {line} 行：文字的巢狀超過 {most} 層",
        "zh-Hans": "第 {line} 行：文本的嵌套超过 {most} 层",
    },
    "line {line}: a picture cannot stand in a text": {
        "zh-Hant": "第 {line} 行：文字中不能有圖片",
        "zh-Hans": "第 {line} 行：文本中不能有图片",
    },
    "line {line}: a link may not lead to {address}": {
        "zh-Hant": "第 {line} 行：連結不可指向 {address}",
        "zh-Hans": "第 {line} 行：链接不可指向 {address}",
    },
    "line {line}: an embed stands alone in a paragraph, outside of lists and quotations: {form}": {
        "zh-Hant": "第 {line} 行：嵌入須獨佔一段，不在清單或引文之內：{form}",
        "zh-Hans": "第 {line} 行：嵌入须独占一段，不在列表或引文之内：{form}",
    },
}
