# What two participants have in common: agreements and what came of them, what fits, who knows both.
cat >one.txt <<'END'
Омск, 9 февраля 2015 года

Сегодня губернатор Омской области Семён Ракитин и генеральный директор АО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве в области строительства ветроэлектростанций на 3 года. До конца 2016 года АО «Волжский парус» построит в Омске завод.

АО «Волжский парус» поставляет насосы на предприятия Омской области. АО «Волжский парус» построило в Томске ветроэлектростанцию.
END
cat >needs.csv <<'END'
товар;количество;единица;покупатель;регион
насосы центробежные;12;шт.;Омский водоканал;Омская область
END
cat >offers.csv <<'END'
товар;мощность;период;единица;поставщик
насос центробежный;800;месяц;шт.;АО «Волжский парус»
END
$UZEL read one.txt --registry r.uzel >/dev/null
$UZEL import needs.csv offers.csv --registry r.uzel 2>/dev/null >/dev/null
brief() { COLUMNS=1000 $UZEL brief "$@" --registry r.uzel --today 2018-01-10 | sed 's/ru-[0-9a-f]\{12\}/ID/g; s/(\(need\|offer\)-[^)]*)/(\1)/'; }
brief 'Волжским парусом' 'Омской области' --lang en
echo "exit $?"
brief 'Омская область' 'Волжский парус' | sed -n 1,4p
brief 'Омский водоканал' Томск
brief 'Волжский парус' 'Омская область' --as-of 2014-12-31 --lang en | sed -n 1,3p
brief 'Волжский парус' 'Волжский парус' --lang en
brief 'Волжский парус' Атлантида --lang en
$UZEL brief 'Волжский парус' --registry r.uzel --lang en 2>&1 | sed -n 1p
$UZEL brief 'Волжский парус' 'Омская область' --registry r.uzel --format json | grep -o '"section":"[a-z_]*"'
