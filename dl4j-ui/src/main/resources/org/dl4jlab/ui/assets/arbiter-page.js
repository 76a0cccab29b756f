// Runs after the scripts that Arbiter's page loads and before its own.
(function () {
  'use strict';

  // What the page asks of jQuery UI, which is not shipped. Its parts then simply stay open.
  let parts = 0;
  jQuery.fn.accordion = function () { return this; };
  jQuery.fn.uniqueId = function () {
    return this.each(function () {
      if (!this.id) this.id = `part-${++parts}`;
    });
  };

  // A head without a word heads nothing; readers of the screen take it for a cell.
  jQuery(() => new MutationObserver(() => {
    document.querySelectorAll('th:not([role])').forEach(head => {
      if (!head.textContent.trim()) head.setAttribute('role', 'cell');
    });
  }).observe(document.body, { childList: true, subtree: true }));

  const CHINESE = {
    Summary: '概览', 'Optimization Settings': '搜索设置', Results: '结果', 'Selected Result': '所选结果', Status: '状态',
    'Models Completed': '已完成的模型', 'Models Queued/Running': '等待或运行中的模型', 'Models Failed': '失败的模型',
    'Models Total': '模型总数', 'Best Score': '最佳得分', 'Best Scoring Model': '得分最高的模型', 'Optimization Runner': '运行器',
    'Execution Start Time': '开始时间', 'Total Runtime': '总用时', 'Termination Condition': '终止条件', Configuration: '配置',
    Value: '值', 'Candidate Generator': '候选生成器', 'Data Provider': '数据提供者', 'Data Source': '数据来源',
    'Score Function': '得分函数', 'Result Saver': '结果保存', 'Global Network Configuration': '超参数',
    Hyperparameter: '超参数', 'Hyperparameter Configuration': '取值范围', 'Hyperparameter Space': '取值范围', 'Model Value': '该模型的值',
    'Model Information': '模型信息', 'Model Index': '模型编号', 'Model Score': '模型得分', Created: '创建时间', Runtime: '用时',
    'Total Number of Model Updates': '更新总次数', 'Average # Updates / Sec': '每秒更新次数', 'Number of Parameters': '参数量',
    'Number of Layers': '层数', 'Best Model Score vs. Time (Minutes)': '最佳得分随时间（分钟）',
    'All Candidate Scores vs. Time (Minutes)': '全部候选得分随时间（分钟）', 'Model Score vs. Iteration': '得分随迭代次数',
    'Model Exception - Stack Trace': '失败原因', Running: '运行中', Complete: '已完成', Failed: '失败', Cancelled: '提前停止', ID: '编号', Score: '得分',
  };
  if (document.documentElement.lang !== 'zh') return;
  const chinese = text => (Object.hasOwn(CHINESE, text) ? CHINESE[text] : text);

  // What the page draws comes as JSON; its words are replaced before they are drawn.
  const english = Component.getComponent;
  Component.getComponent = text => english(JSON.stringify(
    JSON.parse(text, (key, value) => (typeof value === 'string' && key !== 'componentType' ? chinese(value) : value))));

  jQuery(() => {
    document.querySelectorAll('h3, .resultsHeadingDiv').forEach(e => { e.textContent = chinese(e.textContent.trim()); });
    const draw = window.drawResultTable;
    window.drawResultTable = function () {
      draw();
      document.querySelectorAll('#resultsTable th, #resultsTable td').forEach(cell => {
        const [word, ...rest] = cell.textContent.split(/\s+/);
        cell.textContent = [chinese(word), ...rest].join(' ');
      });
    };
  });
}());
