// The words of the pages. The server puts the viewer's language into <html lang>.

const TEXTS = {
  en: {
    runs: 'Runs', draw: 'Draw', training: 'Training statistics', language: '中文', theme: 'Theme',
    leaderboard: 'Leaderboard', search: 'Search runs', allExperiments: 'All experiments', allStates: 'All states',
    groupSeeds: 'Group seeds', compare: 'Compare', noRuns: 'No runs yet', noRunsHow: 'Start one, and it appears here by itself:',
    noMatch: 'No run matches the filter.', run: 'Run', experiment: 'Experiment', dataSet: 'Data set', network: 'Network',
    parameters: 'Parameters', accuracy: 'Accuracy', validation: 'Validation', speed: 'Images/s', time: 'Duration',
    started: 'Started', state: 'State', seed: 'Seed', seeds: n => (n === 1 ? '1 seed' : `${n} seeds`), select: 'Select',
    RUNNING: 'running', FINISHED: 'finished', INTERRUPTED: 'interrupted', FAILED: 'failed',
    epoch: (a, b) => `${a} of ${b} ${b === 1 ? 'epoch' : 'epochs'} done`, settings: 'Settings', curves: 'Curves', confusion: 'Confusion matrix',
    trueClass: 'True class', predictedClass: 'Predicted class', mistakes: 'Worst errors', pictures: 'Pictures', log: 'Log',
    statistics: 'DL4J training statistics', testAccuracy: 'Test accuracy', validationAccuracy: 'Validation accuracy',
    lastLines: 'Last lines of the log', failed: 'The data could not be loaded; trying again.', gone: 'There is no such run.',
    chooseRuns: 'Choose runs on the leaderboard to compare them.', recall: 'Recall', loss: 'loss', image: 'Image',
    drawTitle: 'Draw a digit, drop an image', prediction: 'Prediction', seen: 'What the network sees', yourImage: 'Your image',
    loading: 'Loading the network …', clear: 'Clear', undo: 'Undo', chooseImage: 'Choose an image …', took: ms => `Answered in ${ms} ms`,
    drawHint: names => `Draw here with mouse or finger: ${names.slice(0, 10).join(', ')}`,
    dropHint: names => `Drop an image here, or paste one: ${names.slice(0, 10).join(', ')}`,
    unreadable: 'The browser cannot read this file as an image.', noAnswer: status => `No answer (error ${status}).`,
    noPredictors: 'No trained network yet', noPredictorsHow: 'Finish a run, and you can try its network here.',
    progress: 'Progress', steps: 'steps', images: 'images', left: 'left', tryIt: 'Try it',
    DONE: 'finished', PRUNED: 'stopped early', sortBy: 'Sort by', report: 'Report', chart: (title, lines) => `Chart of ${title}: ${lines}`,
    unreadableRuns: 'Cannot be read', firstOf: (n, all) => `The first ${n} of ${all} runs are shown.`, reconnect: 'The access token is needed again: open the address printed at the start.',
    guessing: 'The accuracy is that of random guessing: this network has learned nothing.', sheet: 'Drawing area',
    sheetKeys: 'Arrow keys move the pen, with Shift further. Space sets it down and lifts it. Backspace takes the last stroke away.',
    answer: {
      title: 'Questions and answers', none: 'No answers yet', noneHow: 'Ask a question, and its answer appears here by itself:',
      quick: 'quick answer', full: 'full answer',
      outcomes: { supported: 'supported', 'not supported': 'not supported', 'cannot be told': 'cannot be told from these runs' },
    },
    sweep: {
      title: 'Sweeps', name: 'Sweep', space: 'Search space', method: 'Search', candidates: 'Candidates', candidate: 'Candidate', host: 'Machine',
      best: 'Best on held-out images', test: 'Winner on test images', none: 'No sweeps yet',
      noneHow: 'Start one, and it appears here by itself:', gone: 'There is no such sweep.', arbiter: 'Arbiter’s page',
      back: 'This sweep’s page', pruned: 'Stopped early', failed: 'Failed', share: 'Of all epochs trained', workers: 'Workers',
      data: (title, train, held) => `${title}, ${train} trained on, ${held} held out`, dataTitle: 'Images',
      epochs: 'Epochs', bestCandidates: 'Best candidates', showAll: n => `Show all ${n}`, showBest: n => `Show the best ${n}`,
      all: 'All candidates', score: 'score', noScores: 'Lines appear here when the first candidates are scored.',
      onCluster: 'Epochs on the machines of a cluster appear here a few seconds after they end.',
      onClusterPruned: 'A candidate that pruning lets go on is trained anew: its curve stands still until it is past that epoch.',
      allHint: 'One line per candidate, from its hyperparameters to its score; the three best are bold, dashed ones were stopped early. Point at a line to read it; drag along an axis to filter, click the axis to see all again.',
      importance: 'What matters', importanceHint: (n, epoch, diverged) => `The share of the differences in score after epoch ${epoch} that each hyperparameter explains on its own (fANOVA over ${n} candidates${diverged ? `, ${diverged} of which diverged and count as guessing` : ''}), and the mean score along it, from its lowest value to its highest. A hint, not a measurement.`,
      importanceRest: 'interactions and noise', shareRange: 'smallest and largest share of five analyses with other seeds',
      importanceWaits: (n, fewest) => `At least ${fewest} scored candidates are needed; there are ${n} so far.`,
      history: 'Scores in the order of trial', bestSoFar: 'best so far', eachCandidate: 'candidate', learning: 'Accuracy on held-out images, epoch by epoch',
      learningHint: 'The three best in colour, the others grey.', training: 'In training', winner: 'The winner', pruning: 'Pruning',
      pruningText: (rung, reduction) => `after epoch ${rung}, one in ${reduction} continues, and so on`, noPruning: 'none',
      winnerText: (index, values) => `Candidate ${index}: ${values}.`,
      winnerSeeds: (done, n) => (done < n ? `It is trained again on all training images: seed ${done + 1} of ${n}.` : `Trained again on all training images with ${n === 1 ? 'one seed' : `${n} seeds`} and only then tested:`),
      methods: { random: 'random', grid: 'grid', genetic: 'genetic' },
    },
    pictureTitles: { samples: 'Training images', 'permuted-samples': 'The same images with their pixels permuted',
      'augmented-copies': 'One training image in 16 epochs', 'test-predictions': 'Test images and predictions',
      'worst-errors': 'Worst errors', filters: 'Filters of the first layer', 'feature-maps': 'Feature maps',
      'grad-cam': 'Where the network looks (Grad-CAM)' },
    unfinished: 'a run that did not finish, as its last checkpoint knows it',
    reliability: 'Reliability', confidence: 'Confidence', reliabilityHint: 'Bars show how often the network was right among the images it was about equally sure of, marks how sure it was. Calibrated, each mark lies at the top of its bar.',
    reliabilityBin: (low, high, n, sure, right) => `${low} to ${high} sure: ${n} images, ${sure} on average, ${right} right`,
    fold: (fold, folds) => `, fold ${fold} of ${folds}`,
    axes: { epoch: 'epoch', step: 'step' },
    charts: { loss: 'Loss', accuracy: 'Accuracy', 'learning-rate': 'Learning rate', speed: 'Images/s' },
    series: { train: 'training', validation: 'validation', 'step-loss': 'single steps', penalty: 'penalty on large weights', 'learning-rate': 'learning rate', speed: 'images/s' },
  },
  zh: {
    runs: '运行', draw: '手写识别', training: '训练统计', language: 'English', theme: '主题',
    leaderboard: '排行榜', search: '搜索运行', allExperiments: '全部实验', allStates: '全部状态',
    groupSeeds: '按随机种子合并', compare: '比较', noRuns: '尚无运行', noRunsHow: '开始一次训练，它会自动出现在这里：',
    noMatch: '没有符合筛选条件的运行。', run: '运行', experiment: '实验', dataSet: '数据集', network: '网络',
    parameters: '参数量', accuracy: '准确率', validation: '验证集', speed: '图像/秒', time: '总用时',
    started: '开始时间', state: '状态', seed: '种子', seeds: n => `${n} 个种子`, select: '选择',
    RUNNING: '进行中', FINISHED: '已完成', INTERRUPTED: '已中断', FAILED: '失败',
    epoch: (a, b) => `已完成 ${a} 轮，共 ${b} 轮`, settings: '设置', curves: '曲线', confusion: '混淆矩阵',
    trueClass: '真实类别', predictedClass: '预测类别', mistakes: '最严重的错误', pictures: '图片', log: '日志',
    statistics: 'DL4J 训练统计', testAccuracy: '测试准确率', validationAccuracy: '验证准确率',
    lastLines: '日志的最后几行', failed: '数据加载失败，正在重试。', gone: '没有这个运行。',
    chooseRuns: '请在排行榜中选择要比较的运行。', recall: '召回率', loss: '损失', image: '图像',
    drawTitle: '手写数字或拖入图像', prediction: '预测', seen: '网络看到的图像', yourImage: '您的图像',
    loading: '正在加载网络…', clear: '清除', undo: '撤销', chooseImage: '选择图像…', took: ms => `用时 ${ms} 毫秒`,
    drawHint: names => `请用鼠标或手指在此书写：${names.slice(0, 10).join('、')}`,
    dropHint: names => `请将图像拖到此处，或直接粘贴：${names.slice(0, 10).join('、')}`,
    unreadable: '浏览器无法读取此文件中的图像。', noAnswer: status => `没有得到结果（错误 ${status}）。`,
    noPredictors: '还没有训练好的网络', noPredictorsHow: '完成一次运行后，就可以在这里使用它的网络。',
    progress: '进度', steps: '步', images: '张图像', left: '剩余', tryIt: '试一试',
    DONE: '已完成', PRUNED: '提前停止', sortBy: '排序', report: '报告', chart: (title, lines) => `${title}图表：${lines}`,
    unreadableRuns: '无法读取', firstOf: (n, all) => `只显示 ${all} 个运行中的前 ${n} 个。`, reconnect: '需要重新提供访问令牌：请打开程序启动时显示的地址。',
    guessing: '准确率与随机猜测相当：此网络没有学到任何东西。', sheet: '手写区域',
    sheetKeys: '方向键移动画笔，同时按住 Shift 则移动更远；空格键落笔或提笔；退格键撤销上一笔。',
    answer: {
      title: '问题与答案', none: '还没有答案', noneHow: '提出一个问题，答案会自动出现在这里：',
      quick: '快速回答', full: '完整回答',
      outcomes: { supported: '得到支持', 'not supported': '未得到支持', 'cannot be told': '这些运行无法判断' },
    },
    sweep: {
      title: '超参数搜索', name: '搜索', space: '搜索空间', method: '搜索方法', candidates: '候选', candidate: '候选', host: '机器',
      best: '验证集最佳', test: '优胜者测试准确率', none: '尚无搜索',
      noneHow: '开始一次搜索，它会自动出现在这里：', gone: '没有这个搜索。', arbiter: 'Arbiter 页面',
      back: '本搜索的主页面', pruned: '提前停止', failed: '失败', share: '实际训练的轮数占比', workers: '并行数',
      data: (title, train, held) => `${title}，训练 ${train} 张，验证 ${held} 张`, dataTitle: '图像',
      epochs: '轮数', bestCandidates: '最佳候选', showAll: n => `显示全部 ${n} 个`, showBest: n => `只显示前 ${n} 个`,
      all: '全部候选', score: '得分', noScores: '首批候选得分后，这里会出现曲线。',
      onCluster: '集群中的机器每训练完一轮，结果会在几秒后显示在这里。',
      onClusterPruned: '剪枝后继续的候选会从头重新训练，训练到新的轮数之前，其曲线不变。',
      allHint: '每条线是一个候选，从各超参数连到得分；最好的三条加粗，虚线为提前停止的候选。将指针移到线上可查看数值；沿坐标轴拖动可只看其中一段，单击坐标轴恢复全部。',
      importance: '哪些超参数重要', importanceHint: (n, epoch, diverged) => `第 ${epoch} 轮后得分差异中各超参数单独解释的比例（对 ${n} 个候选的 fANOVA${diverged ? `，其中 ${diverged} 个发散，按随机猜测计` : ''}），以及从最小值到最大值的平均得分。仅供参考，并非测量结果。`,
      importanceRest: '共同作用与噪声', shareRange: '更换随机种子的五次分析中的最小和最大比例',
      importanceWaits: (n, fewest) => `至少需要 ${fewest} 个有得分的候选，目前有 ${n} 个。`,
      history: '按尝试顺序的得分', bestSoFar: '目前最佳', eachCandidate: '候选', learning: '验证集准确率（逐轮）',
      learningHint: '最好的三个为彩色，其余为灰色。', training: '正在训练', winner: '优胜者', pruning: '提前停止规则',
      pruningText: (rung, reduction) => `第 ${rung} 轮后每 ${reduction} 个保留一个，此后依此类推`, noPruning: '无',
      winnerText: (index, values) => `候选 ${index}：${values}。`,
      winnerSeeds: (done, n) => (done < n ? `正在用全部训练图像重新训练：第 ${done + 1} 个种子，共 ${n} 个。` : `用全部训练图像和 ${n} 个种子重新训练，然后才测试：`),
      methods: { random: '随机', grid: '网格', genetic: '遗传' },
    },
    pictureTitles: { samples: '训练图像', 'permuted-samples': '像素置换后的同样图像',
      'augmented-copies': '同一训练图像在 16 轮中的样子', 'test-predictions': '测试图像与预测',
      'worst-errors': '最严重的错误', filters: '第一层的滤波器', 'feature-maps': '特征图',
      'grad-cam': '网络关注的位置（Grad-CAM）' },
    unfinished: '未完成的运行，使用其最后一个检查点',
    reliability: '可靠性', confidence: '置信度', reliabilityHint: '柱高为网络在把握相近的图像上的正确率，横线为其平均把握。校准良好时，横线位于柱顶。',
    reliabilityBin: (low, high, n, sure, right) => `把握 ${low} 至 ${high}：${n} 张图像，平均把握 ${sure}，正确 ${right}`,
    fold: (fold, folds) => `，第 ${fold} 折，共 ${folds} 折`,
    axes: { epoch: '轮', step: '步' },
    charts: { loss: '损失', accuracy: '准确率', 'learning-rate': '学习率', speed: '图像/秒' },
    series: { train: '训练', validation: '验证', 'step-loss': '单步', penalty: '权重惩罚项', 'learning-rate': '学习率', speed: '图像/秒' },
  },
};

export const language = document.documentElement.lang === 'zh' ? 'zh' : 'en';
export const t = TEXTS[language];

/** A word of a chart, axis or line that the pages know, else the word as it came. */
export const word = (kind, name) => (Object.hasOwn(t[kind], name) ? t[kind][name] : name);

/** An experiment's name; that of a cross-validation says which fold. */
export const experimentName = name =>
  name.replace(/, fold (\d+) of (\d+)$/, (all, fold, folds) => t.fold(fold, folds));

const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

export const integer = value => whole.format(value);
export const percent = (value, digits = 2) => (value === null ? '–' : `${(100 * value).toFixed(digits)} %`);
export const speed = value => (value === null ? '–' : whole.format(value));
const thisYear = new Intl.DateTimeFormat(locale,
  { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Without the year while it is this one. */
export const shortMoment = millis =>
  (new Date(millis).getFullYear() === new Date().getFullYear() ? thisYear : date).format(new Date(millis));
export const moment = millis => date.format(new Date(millis));

export function duration(seconds) {
  const s = Math.round(seconds);
  if (s < 60) return `${seconds < 10 ? seconds.toFixed(1) : s} s`;
  const parts = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60];
  return parts[0] > 0
    ? `${parts[0]}:${String(parts[1]).padStart(2, '0')}:${String(parts[2]).padStart(2, '0')} h`
    : `${parts[1]}:${String(parts[2]).padStart(2, '0')} min`;
}
