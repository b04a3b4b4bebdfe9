<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>ActBar</name>
    <message>
        <source>Label…</source>
        <translation>类别…</translation>
    </message>
    <message>
        <source>Label (L)</source>
        <translation>类别 (L)</translation>
    </message>
    <message>
        <source>Choose another label (L; 1 to 9 for the first classes)</source>
        <translation>选择其他类别（L；前几个类别用 1 到 9）</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move to training (T), validation (V) or test (E)</source>
        <translation>移到训练 (T)、验证 (V) 或测试 (E)</translation>
    </message>
    <message>
        <source>{0} (X or Delete); the files stay where they are</source>
        <translation>{0}（X 或 Delete）；文件本身不变</translation>
    </message>
    <message>
        <source>Select images to leave out, relabel or move.</source>
        <translation>选中图像后即可排除、改类别或移动。</translation>
    </message>
    <message>
        <source>{0} selected</source>
        <translation>已选 {0}</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Open large</source>
        <translation>放大查看</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Choose from all classes…</source>
        <translation>从所有类别中选择…</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>重新采用</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
</context>
<context>
    <name>Ago</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>AugmentBox</name>
    <message>
        <source>Kind of pictures</source>
        <translation>图像种类</translation>
    </message>
    <message>
        <source>No augmentation</source>
        <translation>不增强</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定</translation>
    </message>
    <message>
        <source>Images are used unchanged; choose what kind yours are to see which changes suit them.</source>
        <translation>每张图像原样使用；选择您的图像属于哪一种，看看什么适合它们。</translation>
    </message>
    <message>
        <source>As chosen below.</source>
        <translation>按下方的选择。</translation>
    </message>
</context>
<context>
    <name>AugmentPreview</name>
    <message>
        <source>Previous image</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图像</translation>
    </message>
    <message>
        <source>Show other versions</source>
        <translation>换一批变化</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
    <message>
        <source>Open a folder of images to see the effect of these changes.</source>
        <translation>打开一个图像文件夹，看看这些变化的效果。</translation>
    </message>
    <message>
        <source>The changed images could not be made.</source>
        <translation>无法生成变化后的图像。</translation>
    </message>
    <message>
        <source>Making the changed images…</source>
        <translation>正在生成变化后的图像…</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>变化 {0}</translation>
    </message>
    <message>
        <source>This image cannot be shown: {0}</source>
        <translation>无法显示此图像：{0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>BackboneTable</name>
    <message>
        <source>Backbones</source>
        <translation>骨干网络 (backbone)</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>original {0} × {1}</source>
        <translation>原图 {0} × {1}</translation>
    </message>
    <message>
        <source>what the network sees: {0} × {0}, {1}</source>
        <translation>网络看到的：{0} × {0}，{1}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>ClassFigures</name>
    <message>
        <source>Figures of each class</source>
        <translation>各类别的指标</translation>
    </message>
</context>
<context>
    <name>ClassPicker</name>
    <message>
        <source>Choose a class</source>
        <translation>选择类别</translation>
    </message>
    <message>
        <source>Type to find a class</source>
        <translation>输入以查找类别</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>Coach</name>
    <message>
        <source>To the images</source>
        <translation>前往图像</translation>
    </message>
    <message>
        <source>Choose images</source>
        <translation>选择图像</translation>
    </message>
    <message>
        <source>Not ready.</source>
        <translation>尚未就绪。</translation>
    </message>
    <message>
        <source>To the model</source>
        <translation>去选模型</translation>
    </message>
    <message>
        <source>Ready.</source>
        <translation>已就绪。</translation>
    </message>
    <message>
        <source>Preparing.</source>
        <translation>正在准备。</translation>
    </message>
    <message>
        <source>Training elsewhere.</source>
        <translation>正在别处训练。</translation>
    </message>
    <message>
        <source>Another window or the command line is training this run; its curves are updated here, and it can be stopped there.</source>
        <translation>这次训练正在另一个窗口或命令行中进行，曲线会在这里同步显示；可以在那里停止。</translation>
    </message>
    <message>
        <source>Stopping.</source>
        <translation>正在停止。</translation>
    </message>
    <message>
        <source>The run is being saved.</source>
        <translation>正在保存训练。</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <source>Nothing is computed until you continue.</source>
        <translation>在您继续之前不会进行任何计算。</translation>
    </message>
    <message>
        <source>Training.</source>
        <translation>正在训练。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>What was saved until then is kept; Continue goes on from there.</source>
        <translation>此前保存的内容都在；点“继续”即可从那里接着训练。</translation>
    </message>
    <message>
        <source>Nothing had been saved yet.</source>
        <translation>还没有保存任何内容。</translation>
    </message>
    <message>
        <source>Cut off.</source>
        <translation>已中断。</translation>
    </message>
    <message>
        <source>{0} training images and {1} validation images.</source>
        <translation>{0} 张训练图像，{1} 张验证图像。</translation>
    </message>
    <message>
        <source>Each of the {0} folds takes this long.</source>
        <translation>{0} 折 (folds) 中每一折都需要这么多。</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>失败。</translation>
    </message>
    <message>
        <source>No epoch was finished.</source>
        <translation>还没有完成一轮训练。</translation>
    </message>
    <message>
        <source>Epoch {0} of {1}.</source>
        <translation>第 {0} 轮，共 {1} 轮。</translation>
    </message>
    <message>
        <source>The learning rate of the next run is {0}.</source>
        <translation>下次训练的学习率为 {0}。</translation>
    </message>
    <message>
        <source>In the next run, more stages learn.</source>
        <translation>下次训练会有更多层组学习。</translation>
    </message>
    <message>
        <source>In the next run, the thawed stages keep their statistics.</source>
        <translation>下次训练时，解冻的层组保留其统计量。</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>已更改。</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>The program ended while this run trained.</source>
        <translation>训练期间程序结束了。</translation>
    </message>
</context>
<context>
    <name>CoachCard</name>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Worth watching</source>
        <translation>值得留意</translation>
    </message>
    <message>
        <source>Needs action</source>
        <translation>需要处理</translation>
    </message>
</context>
<context>
    <name>ColumnTable</name>
    <message>
        <source>The first rows of the table</source>
        <translation>表格的前几行</translation>
    </message>
</context>
<context>
    <name>CompareButton</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare with other runs</source>
        <translation>与其他训练对比</translation>
    </message>
    <message>
        <source>Compare curves, figures and recipes with other runs of these images.</source>
        <translation>与这些图像的其他训练对比曲线、数值和训练方案。</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Remove from the comparison</source>
        <translation>结束对比</translation>
    </message>
    <message>
        <source>This run cannot be read.</source>
        <translation>无法读取这次训练。</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Trained by the same recipe.</source>
        <translation>训练方案相同。</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>{0}: {1}, in the open run {2}</source>
        <translation>{0}：{1}，当前打开的训练为 {2}</translation>
    </message>
</context>
<context>
    <name>Confusion</name>
    <message>
        <source>Confusion matrix: rows are true classes, columns predicted classes</source>
        <translation>混淆矩阵 (confusion matrix)：行是真实类别，列是预测类别</translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Validation accuracy {0}</source>
        <translation>验证准确率 {0}</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Cut off before its end</source>
        <translation>在结束之前中断</translation>
    </message>
    <message>
        <source>{0}: ended</source>
        <translation>{0}：已结束</translation>
    </message>
    <message>
        <source>{0}: preparing</source>
        <translation>{0}：准备中</translation>
    </message>
    <message>
        <source>{0}: epoch {1} of {2}</source>
        <translation>{0}：第 {1} 轮，共 {2} 轮</translation>
    </message>
    <message>
        <source>{0}
Press to see this run.</source>
        <translation>{0}
点击查看这次训练。</translation>
    </message>
</context>
<context>
    <name>ContextLine</name>
    <message>
        <source>What is shown</source>
        <translation>当前显示的内容</translation>
    </message>
    <message>
        <source>Project: {0}</source>
        <translation>项目：{0}</translation>
    </message>
    <message>
        <source>Run: {0}</source>
        <translation>训练：{0}</translation>
    </message>
    <message>
        <source>Its images are not in “{0}” any more.</source>
        <translation>它的图像已不在“{0}”中。</translation>
    </message>
    <message>
        <source>No folder open</source>
        <translation>未打开文件夹</translation>
    </message>
    <message>
        <source>Open a folder of images.</source>
        <translation>打开一个图像文件夹。</translation>
    </message>
    <message>
        <source>No run shown</source>
        <translation>未显示训练</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>Train, Results and Use show a run once there is one.</source>
        <translation>有了训练之后，“训练”“结果”和“使用”页面会显示它。</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}（位于 {1}）</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Close “{0}”</source>
        <translation>关闭“{0}”</translation>
    </message>
    <message>
        <source>Set up a new run</source>
        <translation>准备新的训练</translation>
    </message>
    <message>
        <source>All runs…</source>
        <translation>全部训练…</translation>
    </message>
</context>
<context>
    <name>Curve</name>
    <message>
        <source>Loss</source>
        <translation>损失 (loss)</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率 (accuracy)</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The same figures as a table.</source>
        <translation>用表格显示同样的数值。</translation>
    </message>
    <message>
        <source>Smooth the training line with a running mean.</source>
        <translation>用滑动平均使训练曲线平滑。</translation>
    </message>
    <message>
        <source>Logarithmic scale: shows differences between small losses.</source>
        <translation>对数坐标：便于分辨很小的损失。</translation>
    </message>
    <message>
        <source>No epoch is finished yet.</source>
        <translation>还没有完成一轮训练。</translation>
    </message>
    <message>
        <source>Epoch {0}: training {1}, validation {2}.</source>
        <translation>第 {0} 轮：训练 {1}，验证 {2}。</translation>
    </message>
    <message>
        <source>phase {0}</source>
        <translation>阶段 {0}</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>best epoch</source>
        <translation>最佳轮</translation>
    </message>
    <message>
        <source>epoch {0}: training {1}</source>
        <translation>第 {0} 轮：训练 {1}</translation>
    </message>
    <message>
        <source>epoch {0}: validation {1}</source>
        <translation>第 {0} 轮：验证 {1}</translation>
    </message>
</context>
<context>
    <name>CutOff</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>不再提示</translation>
    </message>
    <message>
        <source>“{0}” was cut off in epoch {1} of {2}, {3}.</source>
        <translation>“{0}”在第 {1} 轮（共 {2} 轮）时中断，{3}。</translation>
    </message>
    <message>
        <source>“{0}” was stopped in epoch {1} of {2} when the window was closed, {3}.</source>
        <translation>“{0}”在关闭窗口时停在第 {1} 轮（共 {2} 轮），{3}。</translation>
    </message>
    <message>
        <source>Nothing of it had been saved yet.</source>
        <translation>当时还没有保存任何内容。</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>How it is read…</source>
        <translation>读取方式…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>另选文件夹…</translation>
    </message>
    <message>
        <source>Choose the folder that holds the class folders</source>
        <translation>选择包含各类别文件夹的文件夹</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Start with images that are sorted into one folder for each class.</source>
        <translation>请先把图像按类别分好，每个类别一个文件夹。</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Images stay on this computer.</source>
        <translation>图像只留在这台电脑上。</translation>
    </message>
    <message>
        <source>Making the sample</source>
        <translation>正在生成示例</translation>
    </message>
    <message>
        <source>Reading “{0}”</source>
        <translation>正在读取“{0}”</translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln image(s)</source>
        <translation>
            <numerusform>{0} / %Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Every image is opened once, so that faulty files are found now and not during training.</source>
        <translation>每张图像都会打开一次：有问题的文件现在就能发现，而不是等到训练时。</translation>
    </message>
    <message>
        <source>Putting together what was found…</source>
        <translation>正在汇总结果…</translation>
    </message>
    <message>
        <source>Opening every image once to find faulty files: {0} of {1}</source>
        <translation>正在逐一打开图像，找出有问题的文件：{0} / {1}</translation>
    </message>
    <message>
        <source>Splitting the images…</source>
        <translation>正在划分图像…</translation>
    </message>
    <message>
        <source>Reading again: {0} of {1}</source>
        <translation>正在重新读取：{0} / {1}</translation>
    </message>
    <message>
        <source>Correct what is marked red, then read again.</source>
        <translation>请先改正标红的问题，再重新读取。</translation>
    </message>
    <message>
        <source>The images in the split folders are not in class folders, so their labels are not known yet. Choose where the labels are.</source>
        <translation>划分文件夹里的图像不在类别文件夹中，因此还不知道它们的类别。请选择类别从哪里来。</translation>
    </message>
    <message>
        <source>The images are not in class folders, so their labels are not known yet. Choose where the labels are.</source>
        <translation>图像没有放在类别文件夹里，所以还不知道它们的标签。请选择标签在哪里。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开它</translation>
    </message>
    <message>
        <source>This seems to be one class of “{0}”, which holds several.</source>
        <translation>这看起来只是“{0}”中的一个类别，那里有多个类别。</translation>
    </message>
    <message>
        <source>This folder contains “{0}”, a table that may hold the labels of the images.</source>
        <translation>此文件夹中有表格“{0}”，其中可能有图像的标签。</translation>
    </message>
    <message>
        <source>How “{0}” is read</source>
        <translation>“{0}”的读取方式</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>采用</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new image(s)</source>
        <translation>
            <numerusform>%Ln 张新图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln 张已不在</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} since the folder was read.</source>
        <translation>自读取文件夹以来：{0}。</translation>
    </message>
    <message>
        <source>Look at it…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Next: Model</source>
        <translation>下一步：模型</translation>
    </message>
    <message>
        <source>Reading again…</source>
        <translation>正在重新读取…</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop images or folders here</source>
        <translation>把图像或文件夹拖到这里</translation>
    </message>
    <message>
        <source>or press here to choose images</source>
        <translation>或点击这里选择图像</translation>
    </message>
    <message>
        <source>Looking at the images</source>
        <translation>正在查看图像</translation>
    </message>
    <message>
        <source>What they show appears here, one by one.</source>
        <translation>结果会逐张显示在这里。</translation>
    </message>
</context>
<context>
    <name>EpochTable</name>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>best epoch</source>
        <translation>最佳轮</translation>
    </message>
</context>
<context>
    <name>EstimateFacts</name>
    <message>
        <source>An epoch</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Seconds an epoch</source>
        <translation>每轮用时</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>全程</translation>
    </message>
    <message>
        <source>The whole training</source>
        <translation>整个训练用时</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Kept on disk</source>
        <translation>保存在磁盘上</translation>
    </message>
    <message>
        <source>Estimated on this computer:</source>
        <translation>在这台电脑上的估计：</translation>
    </message>
    <message>
        <source>The first epoch takes {0}, because the images are read and the frozen stages computed.</source>
        <translation>第一轮需要 {0}，因为要读取图像并计算冻结的层组。</translation>
    </message>
    <message>
        <source>All epochs and the evaluation at the end; training that stops early takes less.</source>
        <translation>包括所有轮次和最后的评估；提前结束的训练用时更少。</translation>
    </message>
    <message>
        <source>The most that training uses at any one time.</source>
        <translation>训练中同时占用的最大值。</translation>
    </message>
    <message>
        <source>Decoded images and the outputs of the frozen stages, kept for later epochs and runs.</source>
        <translation>解码后的图像和冻结层组的输出，供以后的轮次和训练使用。</translation>
    </message>
    <message>
        <source>Decoded images, kept for later epochs and runs.</source>
        <translation>解码后的图像，供以后的轮次和训练使用。</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Others</source>
        <translation>换一批</translation>
    </message>
    <message>
        <source>Show other validation images.</source>
        <translation>另外抽取一批验证图像。</translation>
    </message>
    <message>
        <source>Choose their folder…</source>
        <translation>选择它们的文件夹…</translation>
    </message>
    <message>
        <source>Validation images with what the model says</source>
        <translation>验证图像及模型的判断</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>The validation images of this run are not in “{0}” any more.</source>
        <translation>这次训练的验证图像已不在“{0}”中。</translation>
    </message>
    <message>
        <source>{0} of {1} right. These validation images were picked at random; the model was not trained on them, but they chose its best epoch.</source>
        <translation>{1} 张中 {0} 张正确：这些是随机抽取的验证图像，模型没有用它们训练，但最佳轮是用它们选出的。</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>true: {0}</source>
        <translation>真实：{0}</translation>
    </message>
</context>
<context>
    <name>ExportBox</name>
    <message>
        <source>Export format</source>
        <translation>导出格式</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
</context>
<context>
    <name>FaultTable</name>
    <message>
        <source>Files that cannot be used</source>
        <translation>不可用的文件</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>Leave these out</source>
        <translation>排除这些</translation>
    </message>
    <message>
        <source>Keep the first of each group</source>
        <translation>每组只留第一张</translation>
    </message>
    <message>
        <source>Keep together in one split</source>
        <translation>放在同一划分中</translation>
    </message>
    <message>
        <source>Check labels</source>
        <translation>检查标签</translation>
    </message>
    <message>
        <source>Make them one class</source>
        <translation>合并为一个类别</translation>
    </message>
    <message>
        <source>Take them as the split</source>
        <translation>当作划分</translation>
    </message>
    <message>
        <source>Do not take them as the split</source>
        <translation>不当作划分</translation>
    </message>
    <message>
        <source>Take the outer folders as classes</source>
        <translation>以外层文件夹为类别</translation>
    </message>
    <message>
        <source>Take the inner folders as classes</source>
        <translation>以里层文件夹为类别</translation>
    </message>
    <message>
        <source>Use all of them</source>
        <translation>全部使用</translation>
    </message>
    <message>
        <source>Take it as a class</source>
        <translation>当作一个类别</translation>
    </message>
    <message>
        <source>This is right</source>
        <translation>这样是对的</translation>
    </message>
    <message>
        <source>Open that folder</source>
        <translation>打开该文件夹</translation>
    </message>
    <message>
        <source>Choose another way…</source>
        <translation>选择其他方式…</translation>
    </message>
    <message>
        <source>Pad them</source>
        <translation>填充成正方形</translation>
    </message>
    <message>
        <source>The folder is read again; no file is changed.</source>
        <translation>将重新读取文件夹；不会改动任何文件。</translation>
    </message>
    <message>
        <source>The files stay where they are, and it can be undone.</source>
        <translation>文件本身不变，并且可以撤销。</translation>
    </message>
    <message>
        <source>The others are left out; the files stay where they are.</source>
        <translation>其余的被排除；文件本身不变。</translation>
    </message>
    <message>
        <source>The images of a group are never parted into two splits.</source>
        <translation>一组图像绝不会分到两个划分 (split) 中。</translation>
    </message>
    <message>
        <source>Shows the images, group by group; the keys 1 to 9 or L change their label.</source>
        <translation>逐组显示图像；按 1 到 9 或 L 修改标签。</translation>
    </message>
    <message>
        <source>All get the more frequent label. The files stay as they are, and it can be undone.</source>
        <translation>全部改为更常见的标签。文件保持不变，并且可以撤销。</translation>
    </message>
    <message>
        <source>It is not asked again.</source>
        <translation>不再询问。</translation>
    </message>
    <message>
        <source>All images get a border that makes them square: nothing is squashed or cut off.</source>
        <translation>所有图像都会加上边框变成正方形：不会被压扁，也不会被裁切。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es) have fewer than {0} readable images, such as “{1}” and “{2}”; add images, or leave these classes out.</source>
        <translation>
            <numerusform>有 %Ln 个类别的可读图像少于 {0} 张，例如“{1}”和“{2}”；请添加图像，或排除这些类别。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave these %Ln class(es) out</source>
        <translation>
            <numerusform>排除这 %Ln 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing unusual was found in the images.</source>
        <translation>图像中没有发现异常。</translation>
    </message>
    <message>
        <source>The check of the images was not finished.</source>
        <translation>图像没有检查完。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) put back</source>
        <translation>
            <numerusform>已重新采用 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Keep each of the other folders in one split</source>
        <translation>另一层的每个文件夹归入同一划分</translation>
    </message>
    <message>
        <source>Its images stay together, whatever their classes.</source>
        <translation>其中的图片无论属于哪个类别都保持在一起。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另外 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all images again</source>
        <translation>重新显示所有图像</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln image(s)</source>
        <translation>
            <numerusform>显示 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) labelled “{0}”</source>
        <translation>
            <numerusform>%Ln 张图像改为“{0}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) moved to {0}</source>
        <translation>
            <numerusform>%Ln 张图像移到{0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) left out</source>
        <translation>
            <numerusform>%Ln 张已排除的图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) kept together</source>
        <translation>
            <numerusform>%Ln 张图像放在一起</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldFields</name>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Fold used for validation</source>
        <translation>用于验证的一折 (fold)</translation>
    </message>
    <message>
        <source>Train once with each fold for validation, then average the figures.</source>
        <translation>让每一折轮流用于验证、各训练一次，再取各项数值的平均。</translation>
    </message>
    <message>
        <source>Number of folds</source>
        <translation>折数 (folds)</translation>
    </message>
    <message>
        <source>For few images: they are divided into this many folds of equal size, one of which is used for validation.</source>
        <translation>图像较少时：把图像分成这么多大小相等的折 (folds)，其中一折用于验证。</translation>
    </message>
    <message>
        <source>Another number gives another split; the same number always gives the same split.</source>
        <translation>换一个数就得到另一种划分；同一个数总是得到同一种划分。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子 (seed)</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>{0}: choose</source>
        <translation>{0}：选择</translation>
    </message>
    <message>
        <source>None</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>FolderView</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Cannot be used: {0}</source>
        <translation>不可用：{0}</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message numerus="yes">
        <source>More, %Ln changed</source>
        <translation>
            <numerusform>更多，已改 %Ln 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>No images</source>
        <translation>没有图像</translation>
    </message>
</context>
<context>
    <name>KeptPanel</name>
    <message>
        <source>Kept to save time</source>
        <translation>为节省时间而保留的内容</translation>
    </message>
    <message>
        <source>Decoded images and the outputs of frozen stages are kept on this computer, so that later epochs and runs do not compute them again. When space runs out, what has not been used for longest is removed. Clearing loses no results; later runs only take longer.</source>
        <translation>解码后的图像和冻结层组的输出保留在这台电脑上，以后的轮次和训练不必重新计算。空间不足时，最久未用的最先删除。清空不会丢失任何结果，只是以后的训练会慢一些。</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>keep nothing</source>
        <translation>不保留</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Lines: {0}</source>
        <translation>图例：{0}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Choose the folder that holds the class folders</source>
        <translation>选择包含各类别文件夹的文件夹</translation>
    </message>
    <message>
        <source>One folder, or one table</source>
        <translation>一个文件夹，或一个表格</translation>
    </message>
    <message>
        <source>Several things at once cannot be opened.</source>
        <translation>不能同时打开多个。</translation>
    </message>
    <message>
        <source>Drop the run to open it</source>
        <translation>放下即可打开这次运行</translation>
    </message>
    <message>
        <source>Drop the folder to open it</source>
        <translation>松开鼠标即可打开文件夹</translation>
    </message>
    <message>
        <source>Drop the table to read labels from it</source>
        <translation>放下表格即可从中读取标签</translation>
    </message>
    <message>
        <source>“{0}” is neither a folder nor a table.</source>
        <translation>“{0}”既不是文件夹，也不是表格。</translation>
    </message>
    <message>
        <source>A training run is going on. Stopped now, it can be continued later.</source>
        <translation>训练正在进行。现在停止，以后可以继续。</translation>
    </message>
    <message>
        <source>Stop and keep, then close</source>
        <translation>停止并保留，然后关闭</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>The run is being saved; the window closes by itself.</source>
        <translation>正在保存训练；窗口随后会自动关闭。</translation>
    </message>
    <message>
        <source>The run is still busy with a step. Closed now, it goes on later from its last saved state.</source>
        <translation>训练还在处理当前一步。若现在关闭，以后会从上次保存的状态继续。</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>立即关闭</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>Weights (*.safetensors *.pth *.pt);;All files (*)</source>
        <translation>权重 (*.safetensors *.pth *.pt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a weights file</source>
        <translation>打开权重文件</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Where are the images of this run now?</source>
        <translation>这次训练的图像现在在哪里？</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>Learns</source>
        <translation>学习的参数</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>A rule of thumb: check it against the curves.</source>
        <translation>这只是经验之谈，请对照曲线检验。</translation>
    </message>
    <message>
        <source>How much of the network should learn depends on your images, so choose their folder first.</source>
        <translation>让多少层学习取决于您的图像：请先选择图像文件夹。</translation>
    </message>
    <message>
        <source>of {0} and the head</source>
        <translation>共 {0}，另加分类头</translation>
    </message>
    <message>
        <source>In the last {0} epochs; in the {1} epochs before them only the head learns.</source>
        <translation>用于最后 {0} 轮；之前的 {1} 轮只有分类头学习。</translation>
    </message>
    <message>
        <source>In the last {0} epochs; the {1} epochs before have thaw lines of their own.</source>
        <translation>用于最后 {0} 轮；之前的 {1} 轮各有自己的解冻线。</translation>
    </message>
    <message>
        <source>↑ ↓ move the line. Ctrl with ↑ ↓ picks a stage, L locks it.</source>
        <translation>↑ ↓ 移动解冻线；Ctrl 加 ↑ ↓ 选择一个层组，L 键锁定。</translation>
    </message>
    <message>
        <source>Choose images</source>
        <translation>选择图像</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln stage(s)</source>
        <translation>
            <numerusform>共 %Ln 个层组</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next: Train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Image {0} × {0}</source>
        <translation>图像 {0} × {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>your classes</source>
        <translation>您的类别</translation>
    </message>
    <message>
        <source>Choose a pretrained network, then drag the line: stages above it stay as they are, stages below it learn from your images.</source>
        <translation>选择一个预训练的网络，再拖动解冻线：线以上的层组保持不变，线以下的层组从您的图像中学习。</translation>
    </message>
    <message>
        <source>This is the network of the next run; the run that is shown keeps its own.</source>
        <translation>这是下一次训练的网络；当前显示的训练保留自己的网络。</translation>
    </message>
    <message>
        <source>Reading the stages of {0}…</source>
        <translation>正在读取 {0} 的层组…</translation>
    </message>
    <message>
        <source>The first time takes a few seconds: the libraries are loaded.</source>
        <translation>第一次需要几秒钟：正在加载程序库。</translation>
    </message>
    <message>
        <source>The stages of {0} could not be read</source>
        <translation>无法读取 {0} 的层组</translation>
    </message>
    <message>
        <source>Try again, or choose another backbone.</source>
        <translation>请重试，或选择另一个骨干网络。</translation>
    </message>
    <message>
        <source>The thaw line does not fit.</source>
        <translation>解冻线不合适。</translation>
    </message>
</context>
<context>
    <name>NamePattern</name>
    <message>
        <source>Pattern of the file names</source>
        <translation>文件名的模式</translation>
    </message>
    <message>
        <source>{0} stands for the class, # for a number, * for anything. The ending is left out.</source>
        <translation>{0} 代表类别，# 代表一个数，* 代表任意文字。不含扩展名。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} in {1}.</source>
        <translation>{0}，{1}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln 个类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln do(es) not fit and is left out.</source>
        <translation>
            <numerusform>%Ln 张不符合，将被排除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use this pattern</source>
        <translation>使用此模式</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>From {0} to {1}.</source>
        <translation>范围：{0} 到 {1}。</translation>
    </message>
    <message>
        <source>enter a whole number</source>
        <translation>请输入整数</translation>
    </message>
    <message>
        <source>enter a number</source>
        <translation>请输入数字</translation>
    </message>
    <message>
        <source>enter a whole number from {0} to {1}</source>
        <translation>请输入 {0} 到 {1} 之间的整数</translation>
    </message>
    <message>
        <source>enter a number from {0} to {1}</source>
        <translation>请输入 {0} 到 {1} 之间的数字</translation>
    </message>
    <message>
        <source>The field is empty; {0}.</source>
        <translation>此处为空；{0}。</translation>
    </message>
    <message>
        <source>“{0}” is not a number; {1}.</source>
        <translation>“{0}”不是数字；{1}。</translation>
    </message>
    <message>
        <source>{0} is less than {1}; {2}.</source>
        <translation>{0} 小于 {1}；{2}。</translation>
    </message>
    <message>
        <source>{0} is more than {1}; {2}.</source>
        <translation>{0} 大于 {1}；{2}。</translation>
    </message>
    <message>
        <source>{0} is not a whole number; {1}.</source>
        <translation>{0} 不是整数；{1}。</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>Confused pairs of classes</source>
        <translation>容易混淆的类别对</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>真实为</translation>
    </message>
    <message>
        <source>Predicted as</source>
        <translation>预测为</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Of the class</source>
        <translation>占该类</translation>
    </message>
</context>
<context>
    <name>PixelFields</name>
    <message>
        <source>Clipped at each end</source>
        <translation>两端截去</translation>
    </message>
    <message>
        <source>Percent of the values that become plain black, and plain white</source>
        <translation>变为纯黑以及纯白的像素值所占的百分比</translation>
    </message>
    <message>
        <source>So many of the darkest values of all images become plain black, and as many of the brightest plain white: a few hot pixels then darken nothing. 0 keeps the whole range.</source>
        <translation>在所有图像的像素值中，最暗的这一部分变为纯黑，最亮的同样多的部分变为纯白：这样，少数过亮的坏点不会使画面变暗。设为 0 则保留整个范围。</translation>
    </message>
    <message>
        <source>Brightness and colours</source>
        <translation>亮度与颜色</translation>
    </message>
    <message>
        <source>{0}: {1} becomes black, {2} white.</source>
        <translation>{0}：{1} 显示为黑，{2} 显示为白。</translation>
    </message>
    <message>
        <source>Decimal numbers</source>
        <translation>小数值</translation>
    </message>
    <message>
        <source>{0}-bit values</source>
        <translation>{0} 位数值</translation>
    </message>
    <message>
        <source>{0}-bit values with a sign</source>
        <translation>{0} 位有符号数值</translation>
    </message>
    <message>
        <source>Red shows</source>
        <translation>红色显示</translation>
    </message>
    <message>
        <source>Green shows</source>
        <translation>绿色显示</translation>
    </message>
    <message>
        <source>Blue shows</source>
        <translation>蓝色显示</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>通道 {0}</translation>
    </message>
    <message>
        <source>The same channel three times is a grey picture.</source>
        <translation>三处选同一通道，图像即为灰度。</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>The curve appears as soon as training starts.</source>
        <translation>训练开始后，曲线会显示在这里。</translation>
    </message>
</context>
<context>
    <name>PredictionTable</name>
    <message>
        <source>Predictions</source>
        <translation>预测结果</translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>ProjectCard</name>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>This folder is not there any more.</source>
        <translation>这个文件夹已经不在了。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s), none measured</source>
        <translation>
            <numerusform>%Ln 次训练，尚未评估</numerusform>
        </translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有训练</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>RecipePanel</name>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案 (recipe)</translation>
    </message>
    <message>
        <source>The recipe of the run that is shown; it cannot be changed.</source>
        <translation>这是当前显示的训练所用的方案，不能更改。</translation>
    </message>
    <message>
        <source>Changed fields are marked with a dot.</source>
        <translation>改动过的字段带有圆点。</translation>
    </message>
    <message>
        <source>Own thaw line</source>
        <translation>自定解冻线</translation>
    </message>
    <message>
        <source>As drawn on the Model page.</source>
        <translation>按“模型”页上画的解冻线。</translation>
    </message>
    <message numerus="yes">
        <source>More, %Ln changed</source>
        <translation>
            <numerusform>更多，已改 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>RecipeSide</name>
    <message>
        <source>Whose recipe is shown</source>
        <translation>显示哪个训练方案</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次训练</translation>
    </message>
    <message>
        <source>The recipe that this run was trained with.</source>
        <translation>这次训练所用的训练方案。</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>下次训练</translation>
    </message>
    <message>
        <source>The recipe of the next run; change it here.</source>
        <translation>下一次训练的训练方案；可在这里更改。</translation>
    </message>
    <message>
        <source>Use this recipe</source>
        <translation>采用此训练方案</translation>
    </message>
    <message>
        <source>The next run will use the recipe of this one. You can undo this.</source>
        <translation>下一次训练将采用这次的训练方案。此操作可以撤销。</translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message>
        <source>Thaw line</source>
        <translation>解冻线</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Phase {0}</source>
        <translation>阶段 {0}</translation>
    </message>
    <message>
        <source>the backbone&apos;s own</source>
        <translation>骨干网络自身的大小</translation>
    </message>
    <message>
        <source>only the head learns</source>
        <translation>只有分类头学习</translation>
    </message>
    <message>
        <source>everything learns</source>
        <translation>全部学习</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stage(s) frozen</source>
        <translation>
            <numerusform>冻结 %Ln 个层组</numerusform>
        </translation>
    </message>
    <message>
        <source>frozen: {0}</source>
        <translation>冻结：{0}</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0} epochs: {1}</source>
        <translation>{0} 轮：{1}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Next: Use</source>
        <translation>下一步：使用</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>混淆对</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Confusion, pairs or classes</source>
        <translation>混淆矩阵、混淆对或类别</translation>
    </message>
    <message>
        <source>Which images are shown</source>
        <translation>显示哪些图像</translation>
    </message>
    <message>
        <source>best epoch {0} of {1}</source>
        <translation>最佳为第 {0} 轮，共 {1} 轮</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folds</source>
        <translation>
            <numerusform>共 %Ln 折 (folds)</numerusform>
        </translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>训练失败</translation>
    </message>
    <message>
        <source>The run was stopped before its first epoch ended. Continue it to get results.</source>
        <translation>训练在第一轮完成前就停止了。继续训练才能得到结果。</translation>
    </message>
    <message>
        <source>Continue the run</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>{0} of {1} images</source>
        <translation>{0} / {1} 张图像</translation>
    </message>
    <message>
        <source>Best so far: epoch {0} with a validation accuracy of {1}.</source>
        <translation>目前最佳：第 {0} 轮，验证准确率 {1}。</translation>
    </message>
    <message>
        <source>The run is still training</source>
        <translation>训练仍在进行</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>查看训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Fold {0}</source>
        <translation>第 {0} 折 (fold)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>All folds</source>
        <translation>所有折 (folds)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln validation image(s)</source>
        <translation>
            <numerusform>%Ln 张验证图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln test image(s)</source>
        <translation>
            <numerusform>%Ln 张测试图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Open large</source>
        <translation>放大查看</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Train a model; this page then shows how good it is and what it confuses.</source>
        <translation>训练一个模型后，这里会显示它有多准、会混淆什么。</translation>
    </message>
    <message>
        <source>It is evaluated as soon as the run that is training has ended.</source>
        <translation>正在进行的训练结束后就会评估它。</translation>
    </message>
    <message>
        <source>Nothing to evaluate</source>
        <translation>没有可评估的内容</translation>
    </message>
    <message>
        <source>Not evaluated yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>The run was stopped before its results were evaluated; its best accuracy was {0}. Continue it to get results.</source>
        <translation>训练在评估结果之前就停止了，最佳准确率为 {0}。继续训练即可得到结果。</translation>
    </message>
    <message>
        <source>The best weights are being evaluated on images that they did not learn from.</source>
        <translation>正在用没有参与学习的图像评估最佳权重。</translation>
    </message>
    <message>
        <source>Evaluating the results</source>
        <translation>正在评估结果</translation>
    </message>
    <message>
        <source>The results are evaluated when the run ends.</source>
        <translation>训练结束时会评估结果。</translation>
    </message>
    <message>
        <source>Evaluated on</source>
        <translation>评估所用</translation>
    </message>
    <message>
        <source>These images also chose the best epoch, so the figure is slightly too high.</source>
        <translation>最佳轮正是用这些图像选出的，所以数值略偏乐观。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s), each evaluated once</source>
        <translation>
            <numerusform>%Ln 张图像，每张评估一次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln test image(s) took no part in training or in choosing the best epoch. Look at them last: what you change after a look is fitted to them, so every look makes their figures less honest.</source>
        <translation>
            <numerusform>%Ln 张测试图像没有参与训练，也没有参与选择最佳轮。请最后再看：看过之后所做的改动都会偏向它们，因此每看一次，它们的数值就少一分可信。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the test split again</source>
        <translation>再次打开测试集</translation>
    </message>
    <message>
        <source>Open the test split</source>
        <translation>打开测试集</translation>
    </message>
    <message>
        <source>The test split is closed</source>
        <translation>测试集尚未打开</translation>
    </message>
    <message numerus="yes">
        <source>Test split opened %Ln time(s), first on {0}.</source>
        <translation>
            <numerusform>测试集已打开 %Ln 次，首次于 {0}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each image was judged by the one of {0} models that did not learn from it; single models reach {1} to {2}.</source>
        <translation>每张图像都由 {0} 个模型中没有学过它的那一个来判断；各模型单独的准确率为 {1} 到 {2}。</translation>
    </message>
    <message>
        <source>These images also chose the best epochs, so the figure is slightly too high.</source>
        <translation>最佳轮正是用这些图像选出的，所以数值略偏高。</translation>
    </message>
    <message>
        <source>{0} of {1} folds have been evaluated.</source>
        <translation>已评估 {0} 折，共 {1} 折。</translation>
    </message>
    <message>
        <source>Wrong ({0})</source>
        <translation>错误 ({0})</translation>
    </message>
    <message>
        <source>All ({0})</source>
        <translation>全部 ({0})</translation>
    </message>
    <message>
        <source>Every image was recognised.</source>
        <translation>所有图像都识别正确。</translation>
    </message>
    <message>
        <source>No images here.</source>
        <translation>这里没有图像。</translation>
    </message>
    <message>
        <source>true: {0}</source>
        <translation>真实：{0}</translation>
    </message>
    <message>
        <source>Choose a cell to see its images</source>
        <translation>点选格子看图像</translation>
    </message>
    <message>
        <source>Choose a pair to see its images</source>
        <translation>点选类别对看图像</translation>
    </message>
    <message>
        <source>Choose a class to see its images</source>
        <translation>点选类别看图像</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>{0} ({1}), and {2} taken for it</source>
        <translation>{0}（{1}），另有 {2} 张被误认为它</translation>
    </message>
    <message>
        <source>Predicted {0}, as its label says.</source>
        <translation>预测为 {0}，与标签一致。</translation>
    </message>
    <message>
        <source>Predicted {0}, its label says {1}.</source>
        <translation>预测为 {0}，标签是 {1}。</translation>
    </message>
    <message>
        <source>Unlike the training images: the model has never seen anything of this kind.</source>
        <translation>与训练图像不相似：模型没有见过这类图像。</translation>
    </message>
    <message>
        <source>Unsure: the answer is hardly better than a guess.</source>
        <translation>不确定：这个回答几乎和猜测一样。</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Compare with the open run</source>
        <translation>与当前打开的训练对比</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Use this recipe</source>
        <translation>使用这个训练方案</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消星标</translation>
    </message>
</context>
<context>
    <name>RunButtons</name>
    <message>
        <source>Train again</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start next run</source>
        <translation>开始下次训练</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and discard</source>
        <translation>停止并丢弃</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Next: Results</source>
        <translation>下一步：结果</translation>
    </message>
    <message>
        <source>Discard this run and all it has learned?</source>
        <translation>丢弃这次训练以及学到的一切？</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message numerus="yes">
        <source>Train all %Ln folds</source>
        <translation>
            <numerusform>训练全部 %Ln 折 (folds)</numerusform>
        </translation>
    </message>
    <message>
        <source>Train fold {0} only</source>
        <translation>只训练第 {0} 折</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>RunCell</name>
    <message>
        <source>Name of the run</source>
        <translation>训练的名称</translation>
    </message>
    <message>
        <source>No name: shown by the name of its folder</source>
        <translation>留空则使用文件夹名</translation>
    </message>
</context>
<context>
    <name>RunFigures</name>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Best accuracy</source>
        <translation>最佳准确率</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>{0} img/s</source>
        <translation>{0} 张/秒</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Every training run, newest first. Open one to see its curves and results.</source>
        <translation>所有训练记录，最新的在前。打开一条可查看曲线和结果。</translation>
    </message>
    <message>
        <source>Which runs are shown</source>
        <translation>显示哪些训练</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有训练记录</translation>
    </message>
    <message>
        <source>Each training is kept here with its recipe, its curves, its results and its weights.</source>
        <translation>每次训练都保存在这里，包括训练方案、曲线、结果和权重。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>All ({0})</source>
        <translation>全部 ({0})</translation>
    </message>
    <message>
        <source>With a star ({0})</source>
        <translation>星标 ({0})</translation>
    </message>
    <message>
        <source>While one run trains, no other can be continued.</source>
        <translation>有训练正在进行时，不能继续其他训练。</translation>
    </message>
    <message>
        <source>Another window or the command line is training this run; it can be stopped there.</source>
        <translation>这次训练正在另一个窗口或命令行中进行；可以在那里停止。</translation>
    </message>
    <message>
        <source>“{0}” has {1} of {2} epochs. Continue it for</source>
        <translation>“{0}”已完成 {1} 轮，共 {2} 轮。再训练</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>more epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Note on “{0}”</source>
        <translation>“{0}”的备注</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete the run {0} of “{1}” with its weights and results? This cannot be undone.</source>
        <translation>删除“{1}”的训练记录 {0} 及其权重和结果？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>SampleBar</name>
    <message>
        <source>Show all images</source>
        <translation>显示所有图像</translation>
    </message>
    <message>
        <source>Which images are shown</source>
        <translation>显示哪些图像</translation>
    </message>
    <message>
        <source>In which order</source>
        <translation>按什么顺序</translation>
    </message>
    <message>
        <source>Classes in turn</source>
        <translation>各类别轮流</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Unusual ones first</source>
        <translation>异常的在前</translation>
    </message>
    <message>
        <source>All splits</source>
        <translation>所有划分</translation>
    </message>
    <message>
        <source>Left out ({0})</source>
        <translation>已排除（{0}）</translation>
    </message>
    <message>
        <source>Groups stay together.</source>
        <translation>同组的排在一起。</translation>
    </message>
</context>
<context>
    <name>SampleWall</name>
    <message>
        <source>X leaves the selected images out, 1 to 9 and L change their label, T, V and E move them to a split.</source>
        <translation>X 排除选中的图像，1 到 9 和 L 修改类别，T、V、E 移到某个划分。</translation>
    </message>
    <message>
        <source>No image fits all of these filters.</source>
        <translation>没有图像同时符合所有这些条件。</translation>
    </message>
    <message>
        <source>No images</source>
        <translation>没有图像</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1} images</source>
        <translation>{1} 张图像中的 {0} 张</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) left out</source>
        <translation>
            <numerusform>%Ln 张已排除的图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing the images…</source>
        <translation>正在比较图像…</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
</context>
<context>
    <name>Score</name>
    <message>
        <source>Balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>The mean recall of the classes: rare classes count as much as frequent ones.</source>
        <translation>平衡准确率 (balanced accuracy)：各类别召回率 (recall) 的平均值，少见类别与常见类别同等重要。</translation>
    </message>
    <message>
        <source>The mean F1 of the classes: low when a class is often missed or often predicted wrongly.</source>
        <translation>宏平均 F1 (macro F1)：各类别 F1 的平均值，某个类别常被漏掉或误报时就会偏低。</translation>
    </message>
    <message>
        <source>The cross-entropy on these images: high when the model is sure of wrong answers.</source>
        <translation>这些图像的交叉熵 (cross-entropy)：对“错得很自信”也会惩罚。</translation>
    </message>
    <message>
        <source>How far the stated probabilities are from how often the model is right; at 0% they can be taken at their word.</source>
        <translation>校准误差 (calibration error)：模型给出的概率与实际正确率相差多少；0% 表示概率完全可信。</translation>
    </message>
    <message>
        <source>Always answering “{0}” would be right for {1} of 100, so the model may have learned nothing.</source>
        <translation>始终回答“{0}”也能对 100 张中的 {1} 张，所以模型可能什么也没学到。</translation>
    </message>
    <message>
        <source>The range is wide because few images were evaluated.</source>
        <translation>评估的图像较少，所以范围较宽。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率 (accuracy)</translation>
    </message>
    <message>
        <source>between {0} and {1}</source>
        <translation>在 {0} 与 {1} 之间</translation>
    </message>
    <message>
        <source>On other images of the same kind, {0} of 100 will most likely be right.</source>
        <translation>对其他同类图像，每 100 张很可能有 {0} 张判断正确。</translation>
    </message>
    <message>
        <source>On other images of the same kind, {0} to {1} of 100 will most likely be right.</source>
        <translation>对其他同类图像，每 100 张很可能有 {0} 到 {1} 张判断正确。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Every change takes effect at once.</source>
        <translation>所有更改立即生效。</translation>
    </message>
    <message>
        <source>Show this folder</source>
        <translation>显示此文件夹</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检测…</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Press the focused control</source>
        <translation>按下当前选中的控件</translation>
    </message>
    <message>
        <source>Transfer learning on your own images. Apache License 2.0. Nothing leaves this computer; only the weights of a backbone that you choose are downloaded, if they do not come with Thawline.</source>
        <translation>用您自己的图像进行迁移学习 (transfer learning)。Apache License 2.0 许可。任何数据都不会离开这台电脑；只有当所选骨干网络的权重没有随程序自带时，才会下载该权重。</translation>
    </message>
    <message>
        <source>Next control</source>
        <translation>下一个控件</translation>
    </message>
    <message>
        <source>Dismiss a message, close a large image</source>
        <translation>关闭提示，关闭大图</translation>
    </message>
    <message>
        <source>About Thawline</source>
        <translation>关于 Thawline</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>复制版本信息</translation>
    </message>
</context>
<context>
    <name>Shares</name>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other class(es), together %1</source>
        <translation>
            <numerusform>其余 %Ln 个类别，合计 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceFolders</name>
    <message>
        <source>The class folders have no subfolders here, so both choices give the same.</source>
        <translation>这里的类别文件夹中没有子文件夹，两者相同。</translation>
    </message>
    <message>
        <source>the split; the class folders are inside them</source>
        <translation>划分；类别文件夹在它们里面</translation>
    </message>
    <message>
        <source>the split; they are inside the class folders</source>
        <translation>划分；它们在类别文件夹里面</translation>
    </message>
    <message>
        <source>folders like any other</source>
        <translation>普通文件夹</translation>
    </message>
    <message>
        <source>Folders such as “train” and “test” are</source>
        <translation>“train”“test”之类的文件夹是</translation>
    </message>
    <message>
        <source>Which folder names the class?</source>
        <translation>哪一层文件夹是类别名？</translation>
    </message>
    <message>
        <source>The first one</source>
        <translation>第一层</translation>
    </message>
    <message>
        <source>The last one, which holds the image</source>
        <translation>图像所在的最后一级</translation>
    </message>
    <message>
        <source>Folders called train, validation, test or similar say what their images are for; the class folders are inside them.</source>
        <translation>名为 train、validation、test 或类似名称的文件夹说明图像的用途；类别文件夹在它们里面。</translation>
    </message>
    <message>
        <source>animals</source>
        <translation>动物</translation>
    </message>
    <message>
        <source>cats</source>
        <translation>猫</translation>
    </message>
    <message>
        <source>“{0}” is of the class “{1}”.</source>
        <translation>“{0}”属于类别“{1}”。</translation>
    </message>
    <message>
        <source>Everything is in “{0}”.</source>
        <translation>全部内容都在“{0}”中。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln 个类别</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Test folder elsewhere</source>
        <translation>另外的测试文件夹</translation>
    </message>
    <message>
        <source>Unlabelled folder</source>
        <translation>无标签的文件夹</translation>
    </message>
    <message>
        <source>Labels come from</source>
        <translation>标签来自</translation>
    </message>
    <message>
        <source>Images for the final figures, in folders of the same layout; nothing is learned from them.</source>
        <translation>用于最终数值的图像，结构相同；不参与学习。</translation>
    </message>
    <message>
        <source>Unlabelled images from the place where the model will be used.</source>
        <translation>模型使用现场的无标签图像。</translation>
    </message>
    <message>
        <source>No labels: only view and predict</source>
        <translation>没有标签：仅查看和预测</translation>
    </message>
    <message>
        <source>All images are shown and checked. They cannot be trained on, but a trained model can classify them on the Use page.</source>
        <translation>所有图像都会显示并检查。不能用它们训练，但在“使用”页可由训练好的模型识别。</translation>
    </message>
    <message>
        <source>Choose a table.</source>
        <translation>请选择一个表格。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Correct what is marked red.</source>
        <translation>请改正标红之处。</translation>
    </message>
    <message>
        <source>Choose the column that holds the paths of the images.</source>
        <translation>请选择哪一列是图像的路径。</translation>
    </message>
    <message>
        <source>Choose the column that holds the labels.</source>
        <translation>请选择哪一列是标签。</translation>
    </message>
    <message>
        <source>No file name fits the pattern.</source>
        <translation>没有文件名符合此模式。</translation>
    </message>
</context>
<context>
    <name>SourceTable</name>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>How the letters are written</source>
        <translation>文字的编码</translation>
    </message>
    <message>
        <source>The file does not say how its letters are written. Choose the line that reads right.</source>
        <translation>文件没有说明文字的编码。请选择读起来正确的一行。</translation>
    </message>
    <message>
        <source>Another table…</source>
        <translation>另一个表格…</translation>
    </message>
    <message>
        <source>Which of these reads right?</source>
        <translation>下面哪一行读起来正确？</translation>
    </message>
    <message>
        <source>No table chosen yet</source>
        <translation>尚未选择表格</translation>
    </message>
    <message>
        <source>A CSV, TSV or Excel file with a line for each image: its path and its label. You can also drop it on this window.</source>
        <translation>CSV、TSV 或 Excel 文件，每张图像一行：路径和标签。也可以拖放到此窗口。</translation>
    </message>
    <message>
        <source>Separator of several labels in a cell</source>
        <translation>一格中多个标签的分隔符</translation>
    </message>
    <message>
        <source>For example ; or | if an image may show several things. Leave it empty if each cell holds one label.</source>
        <translation>如 ; 或 |，用于一张图像含多种内容的情况。空：一格一个标签。</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>{0}, read as {1}, separated by {2}.</source>
        <translation>{0}，按 {1} 读取，以{2}分隔。</translation>
    </message>
    <message>
        <source>The first {0} lines all name files that exist.</source>
        <translation>前 {0} 行指出的文件都存在。</translation>
    </message>
    <message>
        <source>Of the first {0} lines, {1} name files that exist.</source>
        <translation>前 {0} 行中有 {1} 行指出的文件存在。</translation>
    </message>
    <message>
        <source>Choose a table…</source>
        <translation>选择表格…</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>commas</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Choose a table of paths and labels</source>
        <translation>选择含路径和标签的表格</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>SplitPanel</name>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>{0}, percent of all images</source>
        <translation>{0}，占全部图像的百分比</translation>
    </message>
    <message>
        <source>Percent of all images; the same share of every class.</source>
        <translation>占全部图像的百分比；每个类别按相同比例划分。</translation>
    </message>
    <message numerus="yes">
        <source>More, %Ln changed</source>
        <translation>
            <numerusform>更多，改动了 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) lie in several splits all the same, because the folder or your own choice says so.</source>
        <translation>
            <numerusform>仍有 %Ln 组被拆开：文件夹或您指定的位置如此规定。</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder itself says which images are for training, validation and test.</source>
        <translation>文件夹本身已说明哪些图像用于训练、验证和测试。</translation>
    </message>
    <message>
        <source>Validation images choose the best epoch; test images are kept for the final figures.</source>
        <translation>验证集用来选出最佳轮，测试集留作最终评估。</translation>
    </message>
    <message numerus="yes">
        <source>otherwise %Ln validation and test image(s) would have an image of their group in training</source>
        <translation>
            <numerusform>否则会有 %Ln 张验证和测试图像，其同组图像在训练中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>otherwise %Ln validation and test image(s) would have a near-copy in training</source>
        <translation>
            <numerusform>否则会有 %Ln 张验证和测试图像，在训练中有近似的副本</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} in {1} were kept together</source>
        <translation>{1}中的{0}放在了一起</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln 组</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}; {1}.</source>
        <translation>{0}；{1}。</translation>
    </message>
</context>
<context>
    <name>StageRows</name>
    <message>
        <source>head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>learns</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>{name}: {state}. Output {output}, {count} parameters.</source>
        <translation>{name}：{state}。输出 {output}，参数 {count}。</translation>
    </message>
    <message>
        <source>The head always learns.</source>
        <translation>分类头始终学习。</translation>
    </message>
</context>
<context>
    <name>ThawMap</name>
    <message>
        <source>Thaw map: the stages of the network</source>
        <translation>解冻图：网络的各个层组</translation>
    </message>
    <message>
        <source>No stages yet</source>
        <translation>还没有层组</translation>
    </message>
    <message>
        <source>{frozen} of {all} stages frozen</source>
        <translation>已冻结 {frozen} / {all} 个层组</translation>
    </message>
    <message>
        <source>line before the first stage</source>
        <translation>解冻线在第一个层组之前</translation>
    </message>
    <message>
        <source>line after {name}</source>
        <translation>解冻线在 {name} 之后</translation>
    </message>
</context>
<context>
    <name>TogetherFields</name>
    <message>
        <source>Pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Pause that ends a burst, in seconds</source>
        <translation>多长的间隔（秒）结束一次连拍</translation>
    </message>
    <message>
        <source>Keep together</source>
        <translation>放在一起</translation>
    </message>
    <message>
        <source>Keep near-duplicates together</source>
        <translation>近似重复的放在一起</translation>
    </message>
    <message>
        <source>Images that look nearly the same stay in one split.</source>
        <translation>看起来几乎相同的图像放在同一划分中。</translation>
    </message>
    <message>
        <source>Images that belong together, such as those of one patient, stay in one split; otherwise the figures would be too good.</source>
        <translation>彼此相关的图像（例如同一病人的）放在同一划分中，否则数值会虚高。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>each subfolder</source>
        <translation>每个子文件夹</translation>
    </message>
    <message>
        <source>equal names</source>
        <translation>名称相同部分</translation>
    </message>
    <message>
        <source>each burst</source>
        <translation>每次连拍</translation>
    </message>
    <message>
        <source>equal cells</source>
        <translation>单元格相同</translation>
    </message>
    <message>
        <source>Write {0} for the part of the name that is the same.</source>
        <translation>用 {0} 表示名称中相同的部分。</translation>
    </message>
    <message>
        <source>The images of each subfolder of a class folder stay together.</source>
        <translation>类别文件夹中同一子文件夹的图像不分开。</translation>
    </message>
    <message>
        <source>Images taken shortly after one another stay together.</source>
        <translation>相继拍摄的图像不分开。</translation>
    </message>
    <message>
        <source>“{2}” keeps “{0}” and “{1}” together.</source>
        <translation>“{2}”使“{0}”与“{1}”不分开。</translation>
    </message>
    <message>
        <source>Images with the same value of “{0}” stay together.</source>
        <translation>“{0}”值相同的图像不分开。</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <source>validation {0} at epoch {1}</source>
        <translation>验证 {0}，第 {1} 轮</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>Epoch {0} of {1}</source>
        <translation>第 {0} 轮，共 {1} 轮</translation>
    </message>
    <message>
        <source>You can use the other pages during the run.</source>
        <translation>训练进行时可以去看其他页面。</translation>
    </message>
    <message>
        <source>fold {0} of {1}</source>
        <translation>第 {0} 折，共 {1} 折</translation>
    </message>
    <message>
        <source>Everything is saved: the run can be continued.</source>
        <translation>一切都已保存：训练可以继续。</translation>
    </message>
</context>
<context>
    <name>UndoStack</name>
    <message>
        <source>Undone: {0}</source>
        <translation>已撤销：{0}</translation>
    </message>
    <message>
        <source>Redone: {0}</source>
        <translation>已重做：{0}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>撤销：{0}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: {0}</source>
        <translation>重做：{0}</translation>
    </message>
</context>
<context>
    <name>UndoWords</name>
    <message>
        <source>how the folder is read</source>
        <translation>文件夹的读取方式</translation>
    </message>
    <message numerus="yes">
        <source>label %Ln image(s) “{0}”</source>
        <translation>
            <numerusform>将 %Ln 张图像标为“{0}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln image(s) to {0}</source>
        <translation>
            <numerusform>将 %Ln 张图像移到{0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leave out %Ln image(s)</source>
        <translation>
            <numerusform>排除 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>take in %Ln image(s) again</source>
        <translation>
            <numerusform>重新纳入 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>label %Ln image(s)</source>
        <translation>
            <numerusform>标注 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln image(s)</source>
        <translation>
            <numerusform>移动 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keep %Ln image(s) together</source>
        <translation>
            <numerusform>将 %Ln 张图像放在一起</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %Ln image(s)</source>
        <translation>
            <numerusform>更改 %Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>what is kept together</source>
        <translation>放在一起的图像</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>validation share</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>test share</source>
        <translation>测试集比例</translation>
    </message>
    <message>
        <source>split seed</source>
        <translation>划分的随机种子</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>thaw line</source>
        <translation>解冻线</translation>
    </message>
    <message>
        <source>stage locks</source>
        <translation>阶段的锁定</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>strategy “{0}”</source>
        <translation>策略“{0}”</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>训练方案</translation>
    </message>
</context>
<context>
    <name>UsePage</name>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Which predictions are shown</source>
        <translation>显示哪些预测</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose images…</source>
        <translation>选择图像…</translation>
    </message>
    <message>
        <source>Save CSV…</source>
        <translation>保存 CSV…</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open large</source>
        <translation>放大查看</translation>
    </message>
    <message>
        <source>You can drop more images on this page.</source>
        <translation>可以继续把图像拖到本页。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>fold {0} of {1}</source>
        <translation>第 {0} 折，共 {1} 折</translation>
    </message>
    <message>
        <source>validation accuracy {0}</source>
        <translation>验证准确率 {0}</translation>
    </message>
    <message>
        <source>Train a model or open a run; then drop images here and see what it says of them.</source>
        <translation>先训练模型或打开训练记录；再把图像拖到这里，看看模型的判断。</translation>
    </message>
    <message>
        <source>The run is still training; when it ends, drop images here and see what it says of them.</source>
        <translation>训练仍在进行；结束后把图像拖到这里，看看模型的判断。</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation>正在打开模型…</translation>
    </message>
    <message>
        <source>{0} of {1} images</source>
        <translation>{0} / {1} 张图像</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>所有图像</translation>
    </message>
    <message>
        <source>Unlike the training images</source>
        <translation>与训练图像不相似</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Right: its label says {0} too.</source>
        <translation>正确：标签也是 {0}。</translation>
    </message>
    <message>
        <source>Wrong: its label says {0}.</source>
        <translation>错误：标签是 {0}。</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>Unlike the training images: the model has never seen anything of this kind, so do not rely on its answer.</source>
        <translation>与训练图像不相似：模型没有见过这类图像，请勿依赖这个判断。</translation>
    </message>
    <message>
        <source>Unsure: the answer is hardly better than a guess, so do not rely on it.</source>
        <translation>不确定：这个回答几乎和猜测一样，请不要依赖它。</translation>
    </message>
    <message>
        <source>Images to look at</source>
        <translation>要查看的图像</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Folder of images to look at</source>
        <translation>要查看的图像文件夹</translation>
    </message>
    <message>
        <source>Save the predictions</source>
        <translation>保存预测结果</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Where are the images of this run now?</source>
        <translation>这次训练的图像现在在哪里？</translation>
    </message>
    <message>
        <source>Drop images or folders to see what they show</source>
        <translation>拖入图像或文件夹，看看是什么</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>What the network sees (N)</source>
        <translation>网络看到的 (N)</translation>
    </message>
    <message>
        <source>Shows beside the picture what it becomes before the network gets it.</source>
        <translation>在图像旁边显示它在送入网络之前变成的样子。</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>WeightsBox</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Choose {0}</source>
        <translation>选择 {0}</translation>
    </message>
    <message numerus="yes">
        <source>It fits: all %Ln tensor(s) match.</source>
        <translation>
            <numerusform>适用：%Ln 个张量全部匹配。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was trained on %Ln class(es); yours take their place.</source>
        <translation>
            <numerusform>它是用 %Ln 个类别训练的；您的类别将取代它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>These are the weights of {0}; they do not fit {1}.</source>
        <translation>这是 {0} 的权重，不适用于 {1}。</translation>
    </message>
    <message>
        <source>Looking into the file…</source>
        <translation>正在检查文件…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>随程序自带</translation>
    </message>
    <message>
        <source>No pretrained weights: the network starts from random ones.</source>
        <translation>不用预训练权重：网络从随机状态开始。</translation>
    </message>
    <message>
        <source>Comes with Thawline; the table&apos;s Top-1 is that of the published weights.</source>
        <translation>随程序自带；表中 Top-1 为官方权重的成绩。</translation>
    </message>
    <message>
        <source>Already downloaded; trained on ImageNet.</source>
        <translation>已下载：在 ImageNet 上预训练。</translation>
    </message>
    <message>
        <source>{0} MB will be downloaded when training starts.</source>
        <translation>开始训练时下载 {0} MB。</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Random (from scratch)</source>
        <translation>随机（从零开始）</translation>
    </message>
    <message>
        <source>Open a weights file…</source>
        <translation>打开权重文件…</translation>
    </message>
    <message>
        <source>From the file “{0}”.</source>
        <translation>来自文件“{0}”。</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt);;All files (*)</source>
        <translation>权重 (*.safetensors *.pth *.pt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a weights file</source>
        <translation>打开权重文件</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a folder of images here</source>
        <translation>把图像文件夹拖到这里</translation>
    </message>
    <message>
        <source>or click to choose one. Each class has a subfolder with its name. Folders for train, validation and test, labels in the file names and tables of labels work as well. Nothing in the folder is changed.</source>
        <translation>或点击选择。每个类别一个子文件夹，以类别命名；也认得 train、validation、test 文件夹、文件名中的标签和标签表格。其中的内容不会改动。</translation>
    </message>
    <message>
        <source>or click to choose one.</source>
        <translation>或点击选择一个。</translation>
    </message>
    <message>
        <source>my images</source>
        <translation>我的图像</translation>
    </message>
    <message>
        <source>apples</source>
        <translation>苹果</translation>
    </message>
    <message>
        <source>pears</source>
        <translation>梨</translation>
    </message>
    <message>
        <source>plums</source>
        <translation>李子</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Or try a sample</source>
        <translation>或试试示例</translation>
    </message>
    <message>
        <source>Open another folder</source>
        <translation>打开其他文件夹</translation>
    </message>
</context>
<context>
    <name>_Corner</name>
    <message>
        <source>predicted →</source>
        <translation>预测 →</translation>
    </message>
    <message>
        <source>true ↓</source>
        <translation>真实 ↓</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Predicted {0}: {1}</source>
        <translation>预测为 {0}：{1}</translation>
    </message>
    <message>
        <source>True class {0}: {1}</source>
        <translation>真实类别 {0}：{1}</translation>
    </message>
    <message>
        <source>True class {0}, predicted {1}: {2}, {3} of the class</source>
        <translation>真实类别 {0}，预测为 {1}：{2}，占该类 {3}</translation>
    </message>
</context>
<context>
    <name>_Faults</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>_Figures</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>How many images of this class were evaluated.</source>
        <translation>这个类别有多少张图像参与评估。</translation>
    </message>
    <message>
        <source>Of the images predicted as this class, the share that really is.</source>
        <translation>精确率 (precision)：预测为该类别的图像中，真正属于该类别的比例。</translation>
    </message>
    <message>
        <source>Of the images that really are this class, the share that was found.</source>
        <translation>召回率 (recall)：真正属于该类别的图像中，被找出来的比例。</translation>
    </message>
    <message>
        <source>Precision and recall in one number, low when either is low.</source>
        <translation>把精确率和召回率合成一个数，其中一个低它就低。</translation>
    </message>
    <message>
        <source>Area under the ROC curve</source>
        <translation>ROC 曲线下面积 (AUC)</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精确率 (average precision)</translation>
    </message>
</context>
<context>
    <name>_Heads</name>
    <message>
        <source>What the column “{0}” is used for</source>
        <translation>列“{0}”的用途</translation>
    </message>
</context>
<context>
    <name>_Names</name>
    <message>
        <source>File names and their labels</source>
        <translation>文件名及其标签</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>不符合</translation>
    </message>
</context>
<context>
    <name>_Painter</name>
    <message>
        <source>box</source>
        <translation>自带</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Put {0} back</source>
        <translation>还原“{0}”</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
</context>
<context>
    <name>_RowPainter</name>
    <message>
        <source>thaw line</source>
        <translation>解冻线</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>Params</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Top-1</source>
        <translation>Top-1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How many numbers its stages have learned</source>
        <translation>各层组学到的参数个数</translation>
    </message>
    <message>
        <source>The share of 50,000 everyday photos in 1,000 classes (ImageNet) that it classifies correctly</source>
        <translation>在 1,000 类、50,000 张日常照片 (ImageNet) 上的正确率</translation>
    </message>
    <message>
        <source>its weights come with Thawline</source>
        <translation>权重随程序自带</translation>
    </message>
    <message>
        <source>its weights are on this computer</source>
        <translation>权重已在这台电脑上</translation>
    </message>
    <message>
        <source>its weights will be downloaded when training starts</source>
        <translation>开始训练时下载权重</translation>
    </message>
    <message>
        <source>The side in pixels of the images that it was made for</source>
        <translation>网络设计所用图像的边长（像素）</translation>
    </message>
    <message>
        <source>Whether its pretrained weights are on this computer</source>
        <translation>预训练权重是否已在这台电脑上</translation>
    </message>
    <message>
        <source>get {0} MB</source>
        <translation>下载 {0} MB</translation>
    </message>
    <message>
        <source>here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>{0}: {1}. {2}</source>
        <translation>{0}：{1}。{2}</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>_Runs</name>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>has a star</source>
        <translation>有星标</translation>
    </message>
    <message>
        <source>no star</source>
        <translation>无星标</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>在别处</translation>
    </message>
    <message>
        <source>fold {0} of {1}</source>
        <translation>第 {0} 折，共 {1} 折</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>当前打开</translation>
    </message>
    <message>
        <source>On the validation images at the best epoch; below it the 95% interval.</source>
        <translation>最佳轮在验证图像上的准确率；下方是 95% 置信区间。</translation>
    </message>
    <message>
        <source>Runs with a star come first.</source>
        <translation>带星标的训练排在前面。</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>共 {0}</translation>
    </message>
</context>
<context>
    <name>_Said</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Next likely</source>
        <translation>其次可能</translation>
    </message>
    <message>
        <source>Unlike the training images</source>
        <translation>与训练图像不相似</translation>
    </message>
    <message>
        <source>Unsure: hardly better than a guess</source>
        <translation>不确定：几乎和猜测一样</translation>
    </message>
</context>
<context>
    <name>_Tile</name>
    <message>
        <source>being made</source>
        <translation>正在生成</translation>
    </message>
</context>
<context>
    <name>_Tiles</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>group {0}</source>
        <translation>组 {0}</translation>
    </message>
</context>
<context>
    <name>_Waiting</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>action</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>保存当前显示的内容…</translation>
    </message>
    <message>
        <source>Print the report…</source>
        <translation>打印报告…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
</context>
<context>
    <name>column</name>
    <message>
        <source>not used</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Also label</source>
        <translation>另一标签</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分 (split)</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
</context>
<context>
    <name>estimate</name>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>Time and memory are estimated once a folder is open.</source>
        <translation>打开文件夹后会估计时间和内存。</translation>
    </message>
    <message>
        <source>Time and memory are estimated once the images have been read.</source>
        <translation>读完图像后会估计时间和内存。</translation>
    </message>
    <message>
        <source>Time and memory are estimated once the stages are known.</source>
        <translation>得知各层组后会估计时间和内存。</translation>
    </message>
    <message>
        <source>Time and memory are estimated when the run is over.</source>
        <translation>训练结束后会估计时间和内存。</translation>
    </message>
    <message>
        <source>Measuring this computer…</source>
        <translation>正在测量本机…</translation>
    </message>
    <message>
        <source>This computer could not be measured.</source>
        <translation>无法测量本机。</translation>
    </message>
    <message>
        <source>Time and memory are estimated once the thaw line fits.</source>
        <translation>解冻线合适后会估计时间和内存。</translation>
    </message>
    <message>
        <source>Estimate: {epoch} an epoch, {total} in all, {memory} of memory.</source>
        <translation>估计：每轮 {epoch}，共 {total}，内存 {memory}。</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Weights (safetensors)</source>
        <translation>权重 (safetensors)</translation>
    </message>
    <message>
        <source>The best weights with their classes and preprocessing, for programmers.</source>
        <translation>最佳权重及其类别和预处理参数，供程序员使用。</translation>
    </message>
    <message>
        <source>Report (HTML)</source>
        <translation>报告 (HTML)</translation>
    </message>
    <message>
        <source>What was trained, on which images, and how good it is, in one file to read, print or send.</source>
        <translation>训练了什么、用了哪些数据、效果如何，集中在一个文件里，便于阅读、打印或发送。</translation>
    </message>
    <message>
        <source>All that Thawline needs to use, evaluate or continue training this model on another computer.</source>
        <translation>在另一台电脑上用 Thawline 使用、评估或继续训练这个模型所需的一切。</translation>
    </message>
    <message>
        <source>Run folder (zip)</source>
        <translation>训练文件夹 (zip)</translation>
    </message>
</context>
<context>
    <name>finding</name>
    <message>
        <source>Looking at every image</source>
        <translation>正在查看每张图像</translation>
    </message>
    <message>
        <source>Looking for near-duplicates</source>
        <translation>正在寻找近似重复 (near-duplicates)的图像</translation>
    </message>
    <message>
        <source>Comparing pairs that look alike</source>
        <translation>正在比较看起来相似的图像对</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Checking the images</source>
        <translation>正在检查图像</translation>
    </message>
    <message>
        <source>Looking for what gives a class away</source>
        <translation>正在查找会泄露类别的线索</translation>
    </message>
    <message>
        <source>Looking for doubtful labels</source>
        <translation>正在查找可疑的标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>泄漏 (leak)</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>捷径 (shortcut)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>{0}: in one group with {1}</source>
        <translation>{0}：与 {1} 同组</translation>
    </message>
</context>
<context>
    <name>kept</name>
    <message>
        <source>Decoded images</source>
        <translation>解码后的图像</translation>
    </message>
    <message>
        <source>Outputs of frozen stages</source>
        <translation>冻结层组的输出</translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>There are no images left for validation.</source>
        <translation>没有剩余图像可用于验证。</translation>
    </message>
    <message>
        <source>Another run is training; the next one can start when it has ended.</source>
        <translation>另一次训练正在进行；它结束后才能开始下一次。</translation>
    </message>
    <message>
        <source>The images are being compared, so that near-copies stay in one split. You can cancel this on the Data page.</source>
        <translation>正在比较图像，使近似的副本留在同一划分中。可以在“数据”页取消。</translation>
    </message>
    <message>
        <source>The images are being read.</source>
        <translation>正在读取图像。</translation>
    </message>
    <message>
        <source>The images are being divided into folds.</source>
        <translation>正在把图像分成各折 (folds)。</translation>
    </message>
    <message>
        <source>Choose a folder of images first.</source>
        <translation>请先选择图像文件夹。</translation>
    </message>
    <message>
        <source>The run was cut off: continue it, or start the next one.</source>
        <translation>这次训练中断了：请继续它，或开始下一次训练。</translation>
    </message>
    <message>
        <source>The run is still training.</source>
        <translation>训练仍在进行。</translation>
    </message>
    <message>
        <source>Train a model, or open a run, first.</source>
        <translation>请先训练模型，或打开一条训练记录。</translation>
    </message>
</context>
<context>
    <name>preset</name>
    <message>
        <source>Fine-tune all</source>
        <translation>全部微调 (fine-tune)</translation>
    </message>
    <message>
        <source>Everything learns from the first step; the backbone&apos;s learning rate is a tenth of the head&apos;s.</source>
        <translation>从第一步起全部学习，骨干网络的学习率是分类头的十分之一。</translation>
    </message>
    <message>
        <source>Everything learns, starting from random weights: for comparison, or for many images of a kind that no backbone has seen.</source>
        <translation>从随机权重开始，全部学习：用于对比，或用于大量骨干网络从未见过的图像。</translation>
    </message>
    <message>
        <source>The head learns first, then everything learns at a lower rate: the usual way to fine-tune.</source>
        <translation>分类头先学习，然后全部以较小的学习率学习：最常用的微调方式。</translation>
    </message>
    <message>
        <source>The backbone stays as it is and only the head learns: fast, and a good choice for few images.</source>
        <translation>骨干网络保持不变，只有分类头学习：速度快，适合图像较少的情况。</translation>
    </message>
    <message>
        <source>There is no up or left: turned and mirrored images show the same thing.</source>
        <translation>没有上下左右之分：任意旋转和镜像显示的都是同样的内容。</translation>
    </message>
    <message>
        <source>Things look natural mirrored, nearer or in other light, but are seldom upside down.</source>
        <translation>镜像、远近或光线不同都显得自然，但很少上下颠倒。</translation>
    </message>
    <message>
        <source>A mirrored letter is another letter, so images are only turned, shifted and slanted a little.</source>
        <translation>镜像后的字就成了别的字，所以只做小的旋转、平移和倾斜。</translation>
    </message>
    <message>
        <source>Left and right differ and grey shows density, so images are not mirrored or recoloured, only turned and shifted a little.</source>
        <translation>器官有左右之分，灰度代表密度：不做镜像，不改颜色，只做小的旋转和平移。</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>从零开始 (from scratch)</translation>
    </message>
    <message>
        <source>Head first, then thaw</source>
        <translation>先训练分类头，再解冻</translation>
    </message>
    <message>
        <source>Head only</source>
        <translation>只训练分类头</translation>
    </message>
    <message>
        <source>Microscope, or from above</source>
        <translation>显微镜或俯视</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Text and digits</source>
        <translation>文字和数字</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>X 光片 (X-ray)</translation>
    </message>
</context>
<context>
    <name>problem</name>
    <message>
        <source>The folder “{path}” does not exist; choose one that does.</source>
        <translation>文件夹“{path}”不存在；请另选一个。</translation>
    </message>
    <message>
        <source>“{path}” is a file, not a folder; choose the folder that holds the class folders.</source>
        <translation>“{path}”是文件，不是文件夹；请选择包含各类别文件夹的文件夹。</translation>
    </message>
    <message>
        <source>“{path}” does not exist; check the name.</source>
        <translation>“{path}”不存在；请检查名称。</translation>
    </message>
    <message>
        <source>The folder “{path}” holds no images; put one subfolder with images for each class in it.</source>
        <translation>文件夹“{path}”中没有图像；请在其中为每个类别建一个子文件夹并放入图像。</translation>
    </message>
    <message>
        <source>None of the {count} image files of “{path}” can be read; the first: {reason}.</source>
        <translation>“{path}”中的 {count} 个图像文件都无法读取；第一个的原因：{reason}。</translation>
    </message>
    <message>
        <source>All images belong to the one class “{name}”; add a folder for at least one more class.</source>
        <translation>所有图像都属于同一类别“{name}”；请至少再添加一个类别的文件夹。</translation>
    </message>
    <message>
        <source>The class “{name}” has {count} readable {count:image|images}, at least {needed} are needed; add images, or leave this class out.</source>
        <translation>类别“{name}”只有 {count} 张可读图像，至少需要 {needed} 张；请添加图像或移除该类别文件夹。</translation>
    </message>
    <message>
        <source>The split folders of “{path}” leave no images to train on; put class folders in “train”.</source>
        <translation>“{path}”的划分文件夹中没有可供训练的图像；请把类别文件夹放入“train”。</translation>
    </message>
    <message>
        <source>The images of “{path}” already lie in training and validation folders; to train in folds, choose a folder without them.</source>
        <translation>“{path}”中的图像已经分在训练和验证文件夹中；若要分折 (folds)训练，请选择没有这些文件夹的文件夹。</translation>
    </message>
    <message>
        <source>The class “{name}” occurs in the {split} folder but not in the training folder; add training images for it or remove it.</source>
        <translation>类别“{name}”出现在 {split} 文件夹中，但不在训练文件夹中；请为它添加训练图像，或将其移除。</translation>
    </message>
    <message>
        <source>The folder has the classes {found}, none of which this model knows ({known}); choose a folder with the model&apos;s classes.</source>
        <translation>该文件夹的类别是 {found}，这个模型一个也不认识（模型的类别：{known}）；请选择含有模型类别的文件夹。</translation>
    </message>
    <message>
        <source>The images of “{path}” cannot be read any more; put them back, or choose the folder where they are now.</source>
        <translation>“{path}”中的图像已无法读取；请把它们放回，或选择它们现在所在的文件夹。</translation>
    </message>
    <message>
        <source>No training image of the class “{name}” can be read any more in “{path}”; put them back, or read the folder again.</source>
        <translation>“{path}”中类别“{name}”的训练图像都已无法读取；请把它们放回，或重新读取文件夹。</translation>
    </message>
    <message>
        <source>“{path}” holds no images; choose images, or a folder that holds some.</source>
        <translation>“{path}”中没有图像；请选择图像，或含有图像的文件夹。</translation>
    </message>
    <message>
        <source>“{path}” holds the folds of one cross-validation; choose one of them, such as “{first}”.</source>
        <translation>“{path}”包含一次交叉验证 (cross-validation) 的各折；请选择其中一折，例如“{first}”。</translation>
    </message>
    <message>
        <source>The labels file “{path}” cannot be used: {reason}; give a CSV with a column of paths and a column of labels.</source>
        <translation>标签文件“{path}”不可用：{reason}；请提供包含路径列和标签列的 CSV 文件。</translation>
    </message>
    <message>
        <source>The labels file “{path}” has no columns of paths and labels (found: {found}); call them “path” and “label” in its first line.</source>
        <translation>标签文件“{path}”中没有路径列和标签列（现有：{found}）；请在第一行把它们命名为“path”和“label”。</translation>
    </message>
    <message>
        <source>The labels file “{path}” lists no image with a label; give one line for each image.</source>
        <translation>标签文件“{path}”中没有带标签的图像；请为每张图像写一行。</translation>
    </message>
    <message>
        <source>The table “{path}” has no column “{name}”; it has: {found}.</source>
        <translation>表格“{path}”没有列“{name}”；它有：{found}。</translation>
    </message>
    <message>
        <source>The table “{path}” has no sheet “{name}”; it has: {found}.</source>
        <translation>表格“{path}”没有工作表“{name}”；它有：{found}。</translation>
    </message>
    <message>
        <source>“{path}” is an Excel file of the old kind, or one with a password; save it as a plain .xlsx or as CSV.</source>
        <translation>“{path}”是旧式或带密码的 Excel 文件；请另存为普通 .xlsx 或 CSV。</translation>
    </message>
    <message>
        <source>“{path}” is an Excel file, which can be read once the library {library} is installed; or save it as CSV.</source>
        <translation>“{path}”是 Excel 文件，安装库 {library} 后才能读取；或另存为 CSV。</translation>
    </message>
    <message>
        <source>The pattern “{pattern}” cannot be used; it needs {field}, and may have {known}, * for any text, ? for one sign and # for digits.</source>
        <translation>模式“{pattern}”无法使用；它需要 {field}，还可以有 {known}、代表任意文字的 *、代表一个字符的 ? 和代表数字的 #。</translation>
    </message>
    <message>
        <source>The test folder “{path}” has no table “{name}” that says what its images show; put one there, or choose another folder.</source>
        <translation>测试文件夹“{path}”没有说明图像内容的表格“{name}”；请放入一个，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The labels file “{path}” names the split “{value}”; only train, validation and test are known.</source>
        <translation>标签文件“{path}”中出现了划分“{value}”；只能是 train、validation 或 test。</translation>
    </message>
    <message>
        <source>{count} folders were dropped at once; drop the one that holds them, “{path}”.</source>
        <translation>一次放下了 {count} 个文件夹；请放下包含它们的那一个“{path}”。</translation>
    </message>
    <message>
        <source>{count} files or folders were dropped at once; drop one folder of images, or one table of paths and labels.</source>
        <translation>一次放下了 {count} 个文件或文件夹；请放下一个图像文件夹，或一个含路径和标签的表格。</translation>
    </message>
    <message>
        <source>The folder “{path}” cannot be read ({reason}); change its permissions or choose another.</source>
        <translation>文件夹“{path}”无法读取（{reason}）；请修改其权限或另选一个。</translation>
    </message>
    <message>
        <source>The images of “{path}” are not in class folders; put them into one subfolder for each class, or read their labels from a table or from the file names.</source>
        <translation>“{path}”中的图像没有放在类别文件夹里；请按类别放入各自的子文件夹，或从表格或文件名读取标签。</translation>
    </message>
    <message>
        <source>The images of “{path}” are not in class folders, and it seems to be one class of “{parent}”, which holds {count} such folders; choose “{parent}” instead.</source>
        <translation>“{path}”中的图像不在类别文件夹里；它似乎是“{parent}”中的一个类别，那里有 {count} 个这样的文件夹；请改选“{parent}”。</translation>
    </message>
    <message>
        <source>The folders {name} of “{path}” hold images that are not in class folders; read their labels from the file names or from a table, or use these folders as the classes.</source>
        <translation>“{path}”的文件夹 {name} 中的图像不在类别文件夹里；请从文件名或表格读取标签，或把这些文件夹当作类别。</translation>
    </message>
    <message>
        <source>There are no images left for validation; add images, choose a larger validation share, or undo what was moved.</source>
        <translation>没有剩余图像可用于验证；请添加图像、增大验证集 (validation) 的比例，或撤销移动。</translation>
    </message>
    <message>
        <source>The images cannot be divided into {folds} folds, because too many of them must stay together; choose fewer folds, or add images.</source>
        <translation>图像无法分成 {folds} 折 (folds)，因为有太多图像必须放在一起；请选择更少的折数，或添加图像。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} of this run {count:is|are} missing or changed since it started, the first is “{path}”; put them back, choose the folder where they are now, or start a new run.</source>
        <translation>训练开始后，有 {count} 张图像丢失或被改动，第一张是“{path}”；请恢复这些图像，选择它们现在所在的文件夹，或重新开始训练。</translation>
    </message>
    <message>
        <source>The images of this run are not in “{path}” any more; its curves and results are shown without them. To go on with it, choose the folder where they are now.</source>
        <translation>这次训练的图像已不在“{path}”中；曲线和结果仍可查看。若要继续训练，请选择图像现在所在的文件夹。</translation>
    </message>
    <message>
        <source>“{path}” does not hold the images of this run: of {count}, {missing} {missing:is|are} missing and {others} {others:is another picture|are other pictures}, the first is “{first}”; choose the folder that holds them unchanged.</source>
        <translation>“{path}”中不是这次训练的图像：共 {count} 张，缺少 {missing} 张，另有 {others} 张内容不同，第一张是“{first}”；请选择保存着原图像的文件夹。</translation>
    </message>
    <message>
        <source>All images of “{path}” are left out; put some of them back, or undo the last change.</source>
        <translation>“{path}”中的图像都已排除；请重新纳入一些，或撤销上一步。</translation>
    </message>
    <message>
        <source>The table “{path}” cannot be read as {name}; choose another encoding.</source>
        <translation>表格“{path}”无法按 {name} 读取；请选择另一种编码。</translation>
    </message>
    <message>
        <source>Line {line} of the table “{path}” is no JSON object; give one object with the path and the label of an image in each line.</source>
        <translation>表格“{path}”的第 {line} 行不是 JSON 对象；每行请给出一个含图片路径和标签的对象。</translation>
    </message>
    <message>
        <source>None of the {count} images of “{path}” has a name that fits “{pattern}”, for example “{name}”; change the pattern.</source>
        <translation>“{path}”的 {count} 张图像没有一张如“{pattern}”命名，例如第一张“{name}”；请修改模式。</translation>
    </message>
    <message>
        <source>The test folder “{path}” also holds the training images; choose one with other images.</source>
        <translation>测试文件夹“{path}”也包含训练用的图像；请选择另有图像的文件夹。</translation>
    </message>
    <message>
        <source>The images of “{path}” have no labels, so they can be viewed and predicted but not learned from; choose where their labels are.</source>
        <translation>“{path}”的图像没有标签，可以查看和预测，但不能用来学习；请选择标签在哪里。</translation>
    </message>
    <message>
        <source>Training with several labels for an image, or with several label columns, is not possible yet; to train, choose one column with one label for each image.</source>
        <translation>尚不能用一图多标签或多个标签列训练；请选择每张图像只有一个标签的一列来训练。</translation>
    </message>
    <message>
        <source>The file “{path}” of the project cannot be read ({reason}); change its permissions or restore it from a copy.</source>
        <translation>项目文件“{path}”无法读取（{reason}）；请修改其权限，或从副本恢复。</translation>
    </message>
    <message>
        <source>There is no backbone “{key}”; choose one of: {known}.</source>
        <translation>没有名为“{key}”的骨干网络 (backbone)；请从中选择：{known}。</translation>
    </message>
    <message>
        <source>There is no preset “{name}”; choose one of: {known}.</source>
        <translation>没有名为“{name}”的预设；请从中选择：{known}。</translation>
    </message>
    <message>
        <source>The backbone {backbone} has no stage “{name}”; its stages are: {known}.</source>
        <translation>骨干网络 {backbone} 没有名为“{name}”的层组 (stage)；它的层组有：{known}。</translation>
    </message>
    <message>
        <source>The backbone {backbone} has {count} stages, {asked} cannot be frozen; give a number from 0 to {count}.</source>
        <translation>骨干网络 {backbone} 有 {count} 个层组，无法冻结 {asked} 个；请输入 0 到 {count} 之间的数。</translation>
    </message>
    <message>
        <source>The recipe has no field “{field}”; known here: {known}.</source>
        <translation>训练方案 (recipe) 中没有“{field}”这一项；可用的有：{known}。</translation>
    </message>
    <message>
        <source>{field} is {value}, which is not {expected}; correct it.</source>
        <translation>{field} 的值是 {value}，不是 {expected}；请改正。</translation>
    </message>
    <message>
        <source>{field} is {value}; give a number from {low} to {high}.</source>
        <translation>{field} 的值是 {value}；请输入 {low} 到 {high} 之间的数。</translation>
    </message>
    <message>
        <source>The recipe file “{path}” cannot be read: {reason}; give a recipe.json that Thawline wrote.</source>
        <translation>无法读取训练方案文件“{path}”：{reason}；请提供由 Thawline 写出的 recipe.json。</translation>
    </message>
    <message>
        <source>{backbone} needs images of at least {least} pixels, {size} is set; raise the image size.</source>
        <translation>{backbone} 要求图像至少 {least} 像素，当前设为 {size}；请增大图像尺寸。</translation>
    </message>
    <message>
        <source>{backbone} only works at {least} pixels with its pretrained weights, {size} is set; set the image size to {least}.</source>
        <translation>{backbone} 的预训练权重只能用于 {least} 像素，当前设为 {size}；请把图像尺寸设为 {least}。</translation>
    </message>
    <message>
        <source>The recipe has {epochs} {epochs:epoch|epochs}, so nothing would learn; give it at least one epoch.</source>
        <translation>训练方案的轮数 (epoch) 为 {epochs}，什么也学不到；请至少训练一轮。</translation>
    </message>
    <message>
        <source>A rate of {rate} is about {times} times the usual; training will probably not learn.</source>
        <translation>学习率 {rate} 约为常用值的 {times} 倍；训练很可能学不到东西。</translation>
    </message>
    <message>
        <source>A rate of {rate} is about 1/{times} of the usual; training will hardly get anywhere.</source>
        <translation>学习率 {rate} 约为常用值的 1/{times}；训练几乎不会有进展。</translation>
    </message>
    <message>
        <source>A batch of {batch} is more than the {images} training images; each epoch is a single step.</source>
        <translation>批大小 {batch} 超过了训练图像的数量（{images} 张）；每轮只有一步。</translation>
    </message>
    <message>
        <source>A batch of {batch} makes training unsteady and slow; 16 to 64 is usual.</source>
        <translation>批大小 {batch} 会使训练不稳定且缓慢；通常为 16 到 64。</translation>
    </message>
    <message>
        <source>In {epochs} {epochs:epoch|epochs} each image is seen only once; 10 to 30 is usual.</source>
        <translation>只训练 {epochs} 轮时，每张图像只会看到一次；通常为 10 到 30 轮。</translation>
    </message>
    <message>
        <source>This network learned from images of {usual} pixels; at {size} it will recognise much less.</source>
        <translation>该网络是用 {usual} 像素的图像训练的；用 {size} 像素时能识别的内容会少得多。</translation>
    </message>
    <message>
        <source>Images of {size} pixels take about {times} times as long as the usual {usual}, and seldom help.</source>
        <translation>{size} 像素的图像所需时间约为常用 {usual} 像素的 {times} 倍，而且很少有帮助。</translation>
    </message>
    <message>
        <source>A weight decay of {decay} pulls the weights towards zero faster than they learn; 0.1 is already a lot.</source>
        <translation>权重衰减 {decay} 会让权重趋向零的速度快于学习的速度；0.1 就已经很大了。</translation>
    </message>
    <message>
        <source>A dropout of {percent} % hides most of what the network sees; 20 to 50 % is usual.</source>
        <translation>{percent} % 的 Dropout 会隐藏网络看到的大部分内容；通常为 20 到 50 %。</translation>
    </message>
    <message>
        <source>A label smoothing of {percent} % makes every answer doubtful; 10 % is usual.</source>
        <translation>{percent} % 的标签平滑会让每个答案都变得可疑；通常为 10 %。</translation>
    </message>
    <message>
        <source>The warm-up lasts {warmup} of {epochs} {epochs:epoch|epochs}, so the learning rate never reaches its full value.</source>
        <translation>预热占 {epochs} 轮中的 {warmup} 轮，因此学习率始终达不到设定值。</translation>
    </message>
    <message>
        <source>The thawed stages learn {factor} times as fast as the head and may lose what they know; 0.1 is usual.</source>
        <translation>解冻的阶段以分类头 {factor} 倍的速度学习，可能会丢失已学到的内容；通常为 0.1。</translation>
    </message>
    <message>
        <source>The images of an epoch are already drawn evenly by class; with both, rare classes count too much.</source>
        <translation>每轮的图像已按类别均匀抽取；两者同时使用会使稀有类别的比重过大。</translation>
    </message>
    <message>
        <source>{backbone} has no weights in the box; choose download, random or a file.</source>
        <translation>程序没有自带 {backbone} 的权重；请选择下载、随机或权重文件。</translation>
    </message>
    <message>
        <source>The weights file “{path}” does not exist; check the name.</source>
        <translation>权重文件“{path}”不存在；请检查名称。</translation>
    </message>
    <message>
        <source>The file “{path}” holds program code or unknown objects instead of plain weights and was not opened; ask for a .safetensors file or a plain state dict.</source>
        <translation>文件“{path}”中含有程序代码或未知对象，而不是单纯的权重，因此没有打开；请使用 .safetensors 文件或单纯的 state dict。</translation>
    </message>
    <message>
        <source>The file “{path}” is no weights file that can be read ({reason}); give a .pth, .pt or .safetensors file.</source>
        <translation>文件“{path}”不是可读取的权重文件（{reason}）；请提供 .pth、.pt 或 .safetensors 文件。</translation>
    </message>
    <message>
        <source>The weights of “{path}” do not fit {backbone}: {reason}; choose the backbone that they were made for.</source>
        <translation>“{path}”的权重与 {backbone} 不匹配：{reason}；请选择与该权重对应的骨干网络。</translation>
    </message>
    <message>
        <source>The weights of {backbone} could not be downloaded ({reason}); connect to the internet, or import a weights file.</source>
        <translation>无法下载 {backbone} 的权重（{reason}）；请连接互联网，或导入权重文件。</translation>
    </message>
    <message>
        <source>The downloaded weights of {backbone} are damaged (checksum differs); try again.</source>
        <translation>下载的 {backbone} 权重已损坏（校验和不符）；请重试。</translation>
    </message>
    <message>
        <source>The device {device} cannot be used here ({reason}); choose auto or cpu.</source>
        <translation>计算设备 {device} 在这里不可用（{reason}）；请选择 auto 或 cpu。</translation>
    </message>
    <message>
        <source>The device ran out of memory at batch size {batch}; choose a smaller batch or image size.</source>
        <translation>批大小 (batch size) 为 {batch} 时设备内存不足；请减小批大小或图像尺寸。</translation>
    </message>
    <message>
        <source>The disk that holds “{path}” is full; free some space and resume the run.</source>
        <translation>“{path}”所在的磁盘已满；请腾出空间后继续训练。</translation>
    </message>
    <message>
        <source>Nothing can be written to “{path}” ({reason}); choose another folder.</source>
        <translation>无法写入“{path}”（{reason}）；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Nothing can be written to the projects folder “{path}” ({reason}); choose another one in Settings.</source>
        <translation>无法写入项目文件夹“{path}”（{reason}）；请在“设置”中选择其他文件夹。</translation>
    </message>
    <message>
        <source>The loss became infinite at step {step}; lower the learning rate and train again.</source>
        <translation>第 {step} 步时损失 (loss) 变为无穷大；请降低学习率 (learning rate) 后重新训练。</translation>
    </message>
    <message>
        <source>The model was trained on every image of “{path}”; give a folder with images that are new to it.</source>
        <translation>“{path}”中的每张图像都用来训练过这个模型；请给出一个含有新图像的文件夹。</translation>
    </message>
    <message>
        <source>The folder “{path}” holds files that are not of a run and would be overwritten ({names}); choose another folder.</source>
        <translation>文件夹“{path}”中有不属于训练的文件，它们会被覆盖（{names}）；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>“{path}” is there already and would be overwritten; choose another name, or move it away.</source>
        <translation>“{path}”已经存在，会被覆盖；请换一个名称，或把它移走。</translation>
    </message>
    <message>
        <source>The run “{path}” is being trained right now, here, in another window or on the command line; wait until it ends, or stop it there.</source>
        <translation>“{path}”正在训练（在这里、另一个窗口或命令行中）；请等它结束，或在那里停止它。</translation>
    </message>
    <message>
        <source>the file cannot be read, because permission is missing</source>
        <translation>没有权限读取该文件</translation>
    </message>
    <message>
        <source>this is not an image, or its format cannot be read</source>
        <translation>不是图片，或是无法读取的格式</translation>
    </message>
    <message>
        <source>the image breaks off before its end</source>
        <translation>图片不完整，中途中断</translation>
    </message>
    <message>
        <source>the image is damaged ({reason})</source>
        <translation>图片已损坏（{reason}）</translation>
    </message>
    <message>
        <source>the image is too large ({pixels} pixels)</source>
        <translation>图片太大（{pixels} 像素）</translation>
    </message>
    <message>
        <source>the image contains a text that becomes far too large when it is unpacked</source>
        <translation>图片中附带的文本解压后大得不合理</translation>
    </message>
    <message>
        <source>the image is of the kind {what}, which can be read once the library {library} is installed</source>
        <translation>此图像属于 {what} 类型，安装库 {library} 后才能读取</translation>
    </message>
    <message>
        <source>{count} of the {all} images were used to train the model or to choose its best epoch, so the figures are too good; “evaluate --unseen” leaves them out.</source>
        <translation>{all} 张图像中有 {count} 张用来训练过这个模型或选择过最佳轮次，因此数字偏高；“evaluate --unseen”会排除它们。</translation>
    </message>
    <message>
        <source>There is not enough memory for {count} images at once; each step now processes them {size} at a time, which takes a little longer.</source>
        <translation>内存不足以一次处理 {count} 张图像：现在每一步分成 {size} 张一份（micro-batch）处理，会稍慢一些。</translation>
    </message>
    <message>
        <source>The class “{name}” has only {count} {count:image|images}; its figures will be uncertain.</source>
        <translation>类别“{name}”只有 {count} 张图像；其指标会比较粗略。</translation>
    </message>
    <message>
        <source>“{most}” has {ratio} times as many images as “{least}”; judge the model by its balanced accuracy.</source>
        <translation>“{most}”的图像数是“{least}”的 {ratio} 倍；请看平衡准确率 (balanced accuracy)。</translation>
    </message>
    <message>
        <source>{count} {count:image is|images are} outside the class folders and left out.</source>
        <translation>有 {count} 张图像不在类别文件夹里，已略去。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} of {name}, beside the split folders, {count:is|are} left out.</source>
        <translation>划分文件夹旁的 {name} 中有 {count} 张图片，未被使用。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} in the split folders, such as {name}, {count:is not in a class folder and is|are not in class folders and are} left out.</source>
        <translation>划分文件夹中有 {count} 张图像不在类别文件夹里（例如在 {name} 中），已略去。</translation>
    </message>
    <message>
        <source>All {count} {count:image|images} of {name} {count:is|are} also in “{other}”, by their names; only those in “{other}” are used.</source>
        <translation>从文件名看，{name} 的全部 {count} 张图像也在“{other}”中；只使用“{other}”中的图像。</translation>
    </message>
    <message>
        <source>The folders {name} are taken as the split; they could be classes as well.</source>
        <translation>文件夹 {name} 被当作划分；它们也可能是类别。</translation>
    </message>
    <message>
        <source>The folders {name} inside the class folders are taken as the split.</source>
        <translation>类别文件夹里的 {name} 被当作划分。</translation>
    </message>
    <message>
        <source>The folders {name} are taken as classes, as are those beside them; they could be the split as well.</source>
        <translation>文件夹 {name} 和旁边的文件夹一样被当作类别；它们也可能是划分。</translation>
    </message>
    <message>
        <source>The folders {name} inside the class folders are not used as the split.</source>
        <translation>类别文件夹里的 {name} 没有用作划分。</translation>
    </message>
    <message>
        <source>The {count} outer folders ({outer}) are taken as the classes; the {others} inner ones ({inner}) could be meant as well.</source>
        <translation>外层的 {count} 个文件夹（{outer}）被当作类别；也可能指里层的 {others} 个（{inner}）。</translation>
    </message>
    <message>
        <source>The {others} inner folders ({inner}) are taken as the classes; the {count} outer ones ({outer}) could be meant as well.</source>
        <translation>里层的 {others} 个文件夹（{inner}）被当作类别；也可能指外层的 {count} 个（{outer}）。</translation>
    </message>
    <message>
        <source>“{name}” was opened alone; beside it {other} may be for validation and test: open “{path}” to use them all.</source>
        <translation>只打开了“{name}”；旁边的 {other} 可能用于验证和测试：打开“{path}”即可全部使用。</translation>
    </message>
    <message>
        <source>{count} {count:file holds|files hold} several images; only the first of each is used.</source>
        <translation>有 {count} 个文件含有多张图片；每个文件只用第一张。</translation>
    </message>
    <message>
        <source>The folder “{path}” cannot be read, because permission is missing, and is left out.</source>
        <translation>没有权限读取文件夹“{path}”，已略去。</translation>
    </message>
    <message>
        <source>{count} {count:line|lines} of the table {count:says|say} “{name}” for the label; that is taken as no label, and {count:its image is|their images are} left out.</source>
        <translation>表格中有 {count} 行的标签写作“{name}”；这被视为没有标签，相应图片未被使用。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} of the folder {count:is|are} in no line of the table and {count:is|are} left out, such as “{path}”.</source>
        <translation>文件夹中有 {count} 张图像没有出现在表格的任何一行中，已被排除，例如“{path}”。</translation>
    </message>
    <message>
        <source>A quote mark in line {line} of the table is never closed; each line was read by itself.</source>
        <translation>表格第 {line} 行的引号没有闭合；已逐行单独读取。</translation>
    </message>
    <message>
        <source>The table does not say how its letters are written; it was read as {reason}, as in “{sample}”. If that looks wrong, choose another encoding.</source>
        <translation>表格没有说明文字的编码；它按{reason}读取，例如“{sample}”。如果看起来不对，请选择另一种编码。</translation>
    </message>
    <message>
        <source>{count} {count:line|lines} of the table {count:names|name} no split; {count:its image is|their images are} used for training.</source>
        <translation>表格中有 {count} 行没有指明划分；相应图片用于训练。</translation>
    </message>
    <message>
        <source>The labels {names} differ by capitals, blanks or the like alone; {count} {count:image|images} would become “{name}” if they are one class.</source>
        <translation>标签 {names} 只在大小写、空格等方面不同；如果是同一类别，{count} 张图片将改为“{name}”。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:has|have} more than one line in the table, such as “{path}”; the lines agree, so one is used.</source>
        <translation>{count} 张图像在表格中有多行，如“{path}”；各行一致，只用一行。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:has|have} several lines in the table that do not agree, such as “{path}”; the first line is used.</source>
        <translation>{count} 张图像在表格中的多行不一致，如“{path}”；采用第一行。</translation>
    </message>
    <message>
        <source>{count} {count:image has a name that does not fit|images have names that do not fit} the pattern “{pattern}”, such as “{path}”, and {count:is|are} left out.</source>
        <translation>{count} 张图像的名称不符合模式“{pattern}”，如“{path}”，已排除。</translation>
    </message>
    <message>
        <source>The images of the class “{name}” are all kept together, so none is left for validation; keep fewer together, or add images.</source>
        <translation>类别“{name}”的图像全部放在一起，没有剩下可验证的；请减少放在一起的内容，或增加图像。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:occurs|occur} under two labels, such as “{path}” and “{other}”; one of the labels is wrong.</source>
        <translation>有 {count} 张图像出现在两个标签下，例如“{path}”和“{other}”；其中一个标签有误。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:occurs|occur} in two splits, such as “{path}” and “{other}”; the figures will be too good.</source>
        <translation>有 {count} 张图像同时出现在两个划分 (split) 中，例如“{path}”和“{other}”；评估指标会虚高。</translation>
    </message>
    <message>
        <source>{count} images in {groups} {groups:group|groups} are nearly the same but have different labels, such as “{path}” and “{other}”; check which label is right.</source>
        <translation>{groups} 组中的 {count} 张图像几乎相同，标签却不同，如“{path}”与“{other}”；请查看哪个标签正确。</translation>
    </message>
    <message>
        <source>{count} images in {groups} {groups:group|groups} are nearly the same but in different splits, such as “{path}” and “{other}”; the figures will be too good.</source>
        <translation>{groups} 组中的 {count} 张图像几乎相同，却在不同的划分 (split) 中，如“{path}”与“{other}”；数值会虚高。</translation>
    </message>
    <message>
        <source>{count} {count:group of images that belongs|groups of images that belong} together by the table or the names {count:lies|lie} in several splits, such as “{path}” and “{other}”; the figures will be too good.</source>
        <translation>按表格或文件名本应在一起的 {count} 组图像分在了几个划分中，如“{path}”与“{other}”；数值会虚高。</translation>
    </message>
    <message>
        <source>{count} images in {groups} {groups:group|groups} are nearly the same, such as “{path}” and “{other}”; each group stays in one split, or you can keep only one image of it.</source>
        <translation>{groups} 组中的 {count} 张图像几乎相同，如“{path}”与“{other}”；它们会放在同一划分中，或每组只留一张。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:looks more like another class than like its own|look more like another class than like their own}, such as “{path}”; check the {count:label|labels}, which may still be right.</source>
        <translation>{count} 张图像看起来更像其他类别，如“{path}”；请查看其标签，也许标签并没有错。</translation>
    </message>
    <message>
        <source>{count} {count:image is|images are} blank, with one shade all over; the first is “{path}”.</source>
        <translation>{count} 张图像只有一种色调，什么也没有显示，第一张是“{path}”。</translation>
    </message>
    <message>
        <source>The images differ much in size, from about {small} to {large} pixels; details that are small in the large ones may be lost.</source>
        <translation>图像大小相差很大，约从 {small} 到 {large} 像素；大图像中的细小之处可能消失。</translation>
    </message>
    <message>
        <source>{grey} images are grey and {colour} are in colour; if that differs by class, the model may learn it instead of what they show.</source>
        <translation>{grey} 张图像是灰度的，{colour} 张是彩色的；如果这因类别而异，模型学到的可能是它而不是图像的内容。</translation>
    </message>
    <message>
        <source>{count} {count:image is|images are} far from square, such as “{path}”; padding keeps the shape, squashing does not.</source>
        <translation>{count} 张图像远非正方形，如“{path}”；填充能保持形状，压扁则不能。</translation>
    </message>
    <message>
        <source>A model that knows only {reason} predicts the class correctly in {score} % of cases (chance: {chance} %); the network may learn that instead of what the images show.</source>
        <translation>只知道{reason}的模型就能在 {score} % 的情况下说出类别（随机为 {chance} %）；网络学到的可能是它而不是图像的内容。</translation>
    </message>
    <message>
        <source>A model that knows only {reason} separates “{name}” from the other classes in {score} % of cases (chance: {chance} %); the network may learn that instead of what the images show.</source>
        <translation>只知道{reason}的模型就能在 {score} % 的情况下把“{name}”与其他类别分开（随机为 {chance} %）；网络学到的可能是它而不是图像的内容。</translation>
    </message>
    <message>
        <source>{count} {count:file is not an image and is|files are not images and are} not used; the first is “{path}”.</source>
        <translation>{count} 个文件不是图像，没有使用，第一个是“{path}”。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:occurs|occur} more than once, such as “{path}” and “{other}”.</source>
        <translation>有 {count} 张图像重复出现，例如“{path}”和“{other}”。</translation>
    </message>
    <message>
        <source>“{path}” is not a run folder; choose a folder with a recipe.json that Thawline wrote.</source>
        <translation>“{path}”不是训练文件夹；请选择含有 Thawline 写出的 recipe.json 的文件夹。</translation>
    </message>
    <message>
        <source>“{path}” already holds a run; choose another folder, or resume it.</source>
        <translation>“{path}”中已有一次训练；请选择其他文件夹，或继续该训练。</translation>
    </message>
    <message>
        <source>The run “{path}” has no checkpoint yet; start it again.</source>
        <translation>训练“{path}”还没有检查点 (checkpoint)；请重新开始。</translation>
    </message>
    <message>
        <source>The run “{path}” is complete ({epochs} {epochs:epoch|epochs}); ask for more epochs to go on.</source>
        <translation>训练“{path}”已完成（{epochs} 轮）；若要继续，请增加轮数。</translation>
    </message>
    <message>
        <source>The run “{path}” has no finished epoch yet, so there is nothing to use; train it for at least one epoch.</source>
        <translation>训练“{path}”还没有完成一轮，没有可用的模型；请至少训练一轮。</translation>
    </message>
    <message>
        <source>The file “{path}” of the run is damaged ({reason}); restore it from a copy or train again.</source>
        <translation>训练文件“{path}”已损坏（{reason}）；请用备份恢复，或重新训练。</translation>
    </message>
    <message>
        <source>There is no export format “{name}”; choose one of: {known}.</source>
        <translation>没有名为“{name}”的导出格式；请从中选择：{known}。</translation>
    </message>
    <message>
        <source>{reason}; see “thawline --help”.</source>
        <translation>{reason}；请参阅“thawline --help”。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({reason}); the report is in “{path}”.</source>
        <translation>发生了意外错误（{reason}）；报告在“{path}”。</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>the file was changed after the folder was read</source>
        <translation>读取文件夹之后，该文件被改动了</translation>
    </message>
    <message>
        <source>the file is not there</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>the file&apos;s name is written in another system&apos;s letters; rename it</source>
        <translation>文件名使用了其他系统的字符编码；请重命名该文件</translation>
    </message>
    <message>
        <source>the link leads nowhere</source>
        <translation>链接指向的文件不存在</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:was|were} changed after the folder was read; {count:it is used as it is|they are used as they are} now.</source>
        <translation>读取文件夹之后有 {count} 张图像被改动；将使用它们现在的内容。</translation>
    </message>
    <message>
        <source>{count} {count:file|files} cannot be read and {count:is|are} left out, the first is “{path}”.</source>
        <translation>{count} 个文件无法读取，已排除，第一个是“{path}”。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} could not be read any more {count:and was|and were} left out, the first is “{path}”.</source>
        <translation>有 {count} 张图像已无法读取，未被使用，第一张是“{path}”。</translation>
    </message>
    <message>
        <source>The class folder “{name}” holds no image that can be read and is left out.</source>
        <translation>类别文件夹“{name}”中没有可读的图像，已略去。</translation>
    </message>
    <message>
        <source>The link “{path}” leads back into its own folder and is not followed.</source>
        <translation>链接“{path}”指回自己所在的文件夹，已忽略。</translation>
    </message>
    <message>
        <source>The class “{name}” is unknown to the model and is left out.</source>
        <translation>模型不认识类别“{name}”，已略去。</translation>
    </message>
    <message>
        <source>{count} {count:line|lines} of the labels file {count:lacks|lack} a path or a label and {count:is|are} left out.</source>
        <translation>标签文件中有 {count} 行缺少路径或标签，已略去。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} {count:has|have} a side of less than {least} pixels, the first is “{path}”.</source>
        <translation>有 {count} 张图像的边长不足 {least} 像素，第一张是“{path}”。</translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>Over-fitting.</source>
        <translation>过拟合 (over-fitting)。</translation>
    </message>
    <message>
        <source>All right.</source>
        <translation>全部正确。</translation>
    </message>
    <message>
        <source>Levelled off.</source>
        <translation>已趋平稳。</translation>
    </message>
    <message>
        <source>Learning rate too high.</source>
        <translation>学习率过高。</translation>
    </message>
    <message>
        <source>Nothing learned.</source>
        <translation>什么也没学到。</translation>
    </message>
    <message>
        <source>Learns, but does not show it.</source>
        <translation>在学习，但没有表现出来。</translation>
    </message>
    <message>
        <source>Near chance.</source>
        <translation>接近随机水平。</translation>
    </message>
    <message>
        <source>Validation accuracy is {now}; giving every image the same answer would get {chance}.</source>
        <translation>验证准确率为 {now}；若对每张图像都给出同一答案，可得 {chance}。</translation>
    </message>
    <message>
        <source>The training loss rose from {loss_then} to {loss_now}.</source>
        <translation>训练损失从 {loss_then} 升到 {loss_now}。</translation>
    </message>
    <message>
        <source>The loss grew beyond all bounds at step {step}.</source>
        <translation>第 {step} 步时损失无限增大。</translation>
    </message>
    <message>
        <source>The training loss is {loss_now}; guessing would give {guess}.</source>
        <translation>训练损失为 {loss_now}；随机猜测为 {guess}。</translation>
    </message>
    <message>
        <source>The validation loss is {loss_now}; guessing would give {guess}.</source>
        <translation>验证损失为 {loss_now}；随机猜测为 {guess}。</translation>
    </message>
    <message>
        <source>After {epochs} epochs the training loss is {loss_now}, no better than guessing ({guess}); the learning rate is low.</source>
        <translation>{epochs} 轮后训练损失为 {loss_now}，不比猜测（{guess}）好；学习率偏低。</translation>
    </message>
    <message>
        <source>After {epochs} epochs the training loss is {loss_now}, no better than guessing ({guess}); the frozen stages do not tell these classes apart.</source>
        <translation>{epochs} 轮后训练损失为 {loss_now}，不比猜测（{guess}）好；冻结的层组分不清这些类别。</translation>
    </message>
    <message>
        <source>After {epochs} epochs the training loss is {loss_now}, no better than guessing ({guess}); check that the labels fit the images.</source>
        <translation>{epochs} 轮后训练损失为 {loss_now}，不比猜测（{guess}）好；请检查标签是否与图像相符。</translation>
    </message>
    <message>
        <source>Training accuracy is {train} and validation accuracy {now}; the statistics of the thawed stages lag behind.</source>
        <translation>训练准确率为 {train}，验证准确率为 {now}；解冻层组的统计量没有跟上。</translation>
    </message>
    <message>
        <source>Training accuracy is {train} and validation accuracy {now}; the folder’s validation images may be of another kind.</source>
        <translation>训练准确率为 {train}，验证准确率为 {now}；文件夹中的验证图像可能是另一类图像。</translation>
    </message>
    <message>
        <source>Training accuracy is {train} and validation accuracy {now}; the labels may not fit the images.</source>
        <translation>训练准确率为 {train}，验证准确率为 {now}；标签可能与图像不符。</translation>
    </message>
    <message>
        <source>All {images} validation images have been recognised since epoch {at}.</source>
        <translation>从第 {at} 轮起，全部 {images} 张验证图像都识别正确。</translation>
    </message>
    <message>
        <source>Going well.</source>
        <translation>进展顺利。</translation>
    </message>
    <message>
        <source>Validation accuracy rose from {then} to {now} over the last {epochs} epochs.</source>
        <translation>最近 {epochs} 轮中，验证准确率从 {then} 升到 {now}。</translation>
    </message>
    <message>
        <source>Still improving.</source>
        <translation>仍在提高。</translation>
    </message>
    <message>
        <source>Validation accuracy rose from {then} to {now} over the last {epochs} epochs; more epochs may help.</source>
        <translation>最后 {epochs} 轮中，验证准确率从 {then} 升到 {now}；增加轮数可能有帮助。</translation>
    </message>
    <message>
        <source>Too few images to tell.</source>
        <translation>图像太少，无法判断。</translation>
    </message>
    <message>
        <source>With {images} validation images, an accuracy of {now} may really be anything from {low} to {high}.</source>
        <translation>验证图像只有 {images} 张，{now} 的准确率实际可能在 {low} 到 {high} 之间。</translation>
    </message>
    <message>
        <source>Unsteady.</source>
        <translation>不稳定。</translation>
    </message>
    <message>
        <source>Validation accuracy jumps between {low} and {high}, more than chance explains; a lower learning rate calms it.</source>
        <translation>验证准确率在 {low} 与 {high} 之间跳动，超出偶然波动；降低学习率可使其平稳。</translation>
    </message>
    <message>
        <source>Since epoch {at} the validation loss rose from {loss_low} to {loss_now} while the training loss fell; epoch {best_at} is kept.</source>
        <translation>第 {at} 轮以来，验证损失从 {loss_low} 升到 {loss_now}，而训练损失下降；保留第 {best_at} 轮。</translation>
    </message>
    <message>
        <source>The validation loss fell from {loss_then} to {loss_now} over the last {epochs} epochs.</source>
        <translation>最近 {epochs} 轮中，验证损失从 {loss_then} 降到 {loss_now}。</translation>
    </message>
    <message>
        <source>Validation accuracy was best at epoch {at} with {best}, which leaves little to gain.</source>
        <translation>第 {at} 轮验证准确率最高，为 {best}，已没有多少提升空间。</translation>
    </message>
    <message>
        <source>Validation accuracy was best at epoch {at} with {best}, training accuracy is {train}; more images would help most.</source>
        <translation>第 {at} 轮验证准确率最高，为 {best}，训练准确率为 {train}；增加图像最有帮助。</translation>
    </message>
    <message>
        <source>Validation accuracy was best at epoch {at} with {best}, and training accuracy is no higher; more of the network should learn.</source>
        <translation>第 {at} 轮验证准确率最高，为 {best}，训练准确率也不更高；应让网络的更多部分学习。</translation>
    </message>
    <message>
        <source>Validation accuracy was best at epoch {at} with {best}, and training accuracy is no higher; another backbone may do better.</source>
        <translation>第 {at} 轮验证准确率最高，为 {best}，训练准确率也不更高；换一个骨干网络可能更好。</translation>
    </message>
    <message>
        <source>Validation accuracy was best at epoch {at} with {best}.</source>
        <translation>第 {at} 轮验证准确率最高，为 {best}。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Of {epochs} epochs, epoch {at} was best with a validation accuracy of {best}.</source>
        <translation>共 {epochs} 轮，第 {at} 轮最佳，验证准确率为 {best}。</translation>
    </message>
    <message>
        <source>Good choice.</source>
        <translation>合适的选择。</translation>
    </message>
    <message>
        <source>Careful.</source>
        <translation>请谨慎。</translation>
    </message>
    <message>
        <source>Cautious.</source>
        <translation>偏于谨慎。</translation>
    </message>
    <message>
        <source>No training images.</source>
        <translation>没有训练图像。</translation>
    </message>
    <message>
        <source>Without them there is nothing to learn from.</source>
        <translation>没有它们就无从学习。</translation>
    </message>
    <message>
        <source>Statistics that drift lag a hundred steps behind, and {images} training images make few steps: validation may stay at chance.</source>
        <translation>缓慢变化的统计量会落后约一百步，而 {images} 张训练图像只够很少的步数：验证结果可能一直停在随机猜测的水平。</translation>
    </message>
    <message>
        <source>It will not learn.</source>
        <translation>这样学不会。</translation>
    </message>
    <message>
        <source>Random weights bring no statistics worth keeping.</source>
        <translation>随机权重没有值得保留的统计量。</translation>
    </message>
    <message>
        <source>Thaw everything.</source>
        <translation>全部解冻。</translation>
    </message>
    <message>
        <source>Without pretrained weights, frozen stages stay as random as they start.</source>
        <translation>没有预训练权重时，冻结的层组会一直保持随机状态。</translation>
    </message>
    <message>
        <source>Learning from random weights takes tens of thousands of images, and there are {images}; even frozen random stages may do better, and pretrained ones usually do.</source>
        <translation>从随机权重学习需要数万张图像，而这里只有 {images} 张；即使冻结的随机层组也可能更好，预训练的通常更好。</translation>
    </message>
    <message>
        <source>Possible.</source>
        <translation>可以一试。</translation>
    </message>
    <message>
        <source>{images} training images may be enough to start from random weights; compare with pretrained ones.</source>
        <translation>{images} 张训练图像也许足够从随机权重学起；请与预训练权重对比。</translation>
    </message>
    <message>
        <source>With few training images ({images}), frozen stages are the safest start.</source>
        <translation>训练图像较少（{images} 张）时，冻结层组是最稳妥的开始。</translation>
    </message>
    <message>
        <source>There are few training images ({images}); stages that learn may memorise them.</source>
        <translation>训练图像较少（{images} 张）；学习的层组可能会把它们死记下来。</translation>
    </message>
    <message>
        <source>There are few training images ({images}); a network that learns everywhere may memorise them.</source>
        <translation>训练图像较少（{images} 张）；整个网络都学习，可能会把它们死记下来。</translation>
    </message>
    <message>
        <source>Good start.</source>
        <translation>不错的开端。</translation>
    </message>
    <message>
        <source>If your images look unlike everyday photos, {images} training images are enough to thaw the last stages too.</source>
        <translation>如果您的图像与日常照片差别较大，{images} 张训练图像足够把最后几个层组也解冻。</translation>
    </message>
    <message>
        <source>{images} training images are enough for the last stages; the early ones see edges and textures, which serve any image.</source>
        <translation>{images} 张训练图像足够最后几个层组学习；前面的层组识别边缘和纹理，适用于任何图像。</translation>
    </message>
    <message>
        <source>Bold.</source>
        <translation>有些大胆。</translation>
    </message>
    <message>
        <source>With {images} training images the early stages gain little, and the run takes longer.</source>
        <translation>有 {images} 张训练图像时，前面的层组学习收获不大，训练却更久。</translation>
    </message>
    <message>
        <source>{images} training images are enough to thaw the last stages, which is usually more accurate.</source>
        <translation>{images} 张训练图像足够解冻最后几个层组，通常更准确。</translation>
    </message>
    <message>
        <source>{images} training images are enough for the stages that learn; the frozen ones save time.</source>
        <translation>{images} 张训练图像足够这些层组学习；冻结的层组可以节省时间。</translation>
    </message>
    <message>
        <source>{images} training images are enough to let most stages learn.</source>
        <translation>{images} 张训练图像足够让大部分层组学习。</translation>
    </message>
    <message>
        <source>With {images} training images, more of the network can learn.</source>
        <translation>有 {images} 张训练图像，可以让网络的更多部分学习。</translation>
    </message>
    <message>
        <source>With {images} training images, more stages can learn if there is time.</source>
        <translation>有 {images} 张训练图像，若时间允许，可以让更多层组学习。</translation>
    </message>
    <message>
        <source>{images} training images are enough for the whole network to learn.</source>
        <translation>{images} 张训练图像足够整个网络学习。</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>See the results</source>
        <translation>查看结果</translation>
    </message>
    <message>
        <source>Look at the images</source>
        <translation>查看图像</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>添加图像</translation>
    </message>
    <message>
        <source>Lower the rate to {rate}</source>
        <translation>学习率降到 {rate}</translation>
    </message>
    <message>
        <source>Raise the rate to {rate}</source>
        <translation>学习率升到 {rate}</translation>
    </message>
    <message>
        <source>Thaw {stages} more</source>
        <translation>再解冻 {stages} 个</translation>
    </message>
    <message>
        <source>Thaw all stages</source>
        <translation>解冻全部层组</translation>
    </message>
    <message>
        <source>Freeze half of them</source>
        <translation>冻结一半</translation>
    </message>
    <message>
        <source>Freeze all stages</source>
        <translation>冻结全部层组</translation>
    </message>
    <message>
        <source>Keep the statistics</source>
        <translation>保留统计量</translation>
    </message>
    <message>
        <source>By the weights</source>
        <translation>由权重决定</translation>
    </message>
    <message>
        <source>Choose a backbone</source>
        <translation>选择骨干网络</translation>
    </message>
    <message>
        <source>Continue the run</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Train {more} more epochs</source>
        <translation>再训练 {more} 轮</translation>
    </message>
    <message>
        <source>Thawed stages keep the pretrained statistics, taken from far more images.</source>
        <translation>解冻层组保留预训练的统计量，它们取自多得多的图像。</translation>
    </message>
    <message>
        <source>Thawed stages take their statistics from your images; random weights bring none.</source>
        <translation>解冻层组从您的图像中获取统计量；随机权重不带统计量。</translation>
    </message>
    <message>
        <source>Thawed stages keep the statistics of the weights, as the recipe says.</source>
        <translation>按照训练方案，解冻层组保留权重的统计量。</translation>
    </message>
    <message>
        <source>Thawed stages take their statistics from your images, as the recipe says.</source>
        <translation>按照训练方案，解冻层组从您的图像中获取统计量。</translation>
    </message>
    <message>
        <source>The statistics of thawed stages drift along with training, as the recipe says.</source>
        <translation>按照训练方案，解冻层组的统计量随训练缓慢变化。</translation>
    </message>
</context>
<context>
    <name>reason</name>
    <message>
        <source>it was asked for</source>
        <translation>按您的选择</translation>
    </message>
    <message>
        <source>it was asked for and computes correctly</source>
        <translation>按您的选择，计算结果正确</translation>
    </message>
    <message>
        <source>the GPU was found and computes correctly</source>
        <translation>找到 GPU，计算结果正确</translation>
    </message>
    <message>
        <source>the Apple GPU was found and computes correctly</source>
        <translation>找到 Apple GPU，计算结果正确</translation>
    </message>
    <message>
        <source>Thawline does not know it</source>
        <translation>Thawline 不认识这种设备</translation>
    </message>
    <message>
        <source>the GPU computes wrongly</source>
        <translation>GPU 的计算结果有误</translation>
    </message>
    <message>
        <source>no Apple GPU that computes correctly was found</source>
        <translation>没有找到能正确计算的 Apple GPU</translation>
    </message>
    <message>
        <source>this build of PyTorch is for the CPU only</source>
        <translation>所装的 PyTorch 只支持 CPU</translation>
    </message>
    <message>
        <source>no GPU was found</source>
        <translation>没有找到 GPU</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>it is a file of another kind</source>
        <translation>是另一种文件</translation>
    </message>
    <message>
        <source>it is damaged or incomplete</source>
        <translation>文件已损坏或不完整</translation>
    </message>
    <message>
        <source>a part of it is not as it was saved; copy or download the file again</source>
        <translation>其中一部分与保存时不同；请重新复制或下载该文件</translation>
    </message>
    <message>
        <source>there are no weights in it</source>
        <translation>其中没有权重</translation>
    </message>
    <message>
        <source>it holds no report</source>
        <translation>其中没有报告</translation>
    </message>
    <message>
        <source>it holds no predictions</source>
        <translation>其中没有预测结果</translation>
    </message>
    <message>
        <source>the size of the images</source>
        <translation>图像的大小</translation>
    </message>
    <message>
        <source>the format of the files</source>
        <translation>文件的格式</translation>
    </message>
    <message>
        <source>the length of the files</source>
        <translation>文件的长度</translation>
    </message>
    <message>
        <source>brightness and colour</source>
        <translation>亮度和颜色</translation>
    </message>
    <message>
        <source>the border of the images</source>
        <translation>图像的边框</translation>
    </message>
    <message>
        <source>it is incomplete or was changed</source>
        <translation>文件不完整或被改动过</translation>
    </message>
    <message>
        <source>its checksum is wrong</source>
        <translation>校验和不符</translation>
    </message>
    <message>
        <source>it is not text, or its encoding is unknown; save it as UTF-8</source>
        <translation>它不是文本，或编码未知；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>permission is missing</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>it can only be read</source>
        <translation>它是只读的</translation>
    </message>
    <message>
        <source>it does not exist</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <source>a file is where a folder should be</source>
        <translation>应为文件夹之处是一个文件</translation>
    </message>
    <message>
        <source>a folder is where a file should be</source>
        <translation>应为文件之处是一个文件夹</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>另一个程序正在使用它</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>名称太长</translation>
    </message>
    <message>
        <source>the disk or network drive failed</source>
        <translation>磁盘或网络驱动器出错</translation>
    </message>
    <message>
        <source>the server refused the connection</source>
        <translation>服务器拒绝连接</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>there is no connection to the server</source>
        <translation>无法连接到服务器</translation>
    </message>
    <message>
        <source>the server did not answer in time</source>
        <translation>服务器没有及时响应</translation>
    </message>
    <message>
        <source>the secure connection to the server failed</source>
        <translation>与服务器的安全连接失败</translation>
    </message>
    <message>
        <source>it is no valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>不是文本</translation>
    </message>
    <message>
        <source>Unicode (UTF-8)</source>
        <translation>Unicode（UTF-8）</translation>
    </message>
    <message>
        <source>Western (Windows 1252)</source>
        <translation>西欧（Windows 1252）</translation>
    </message>
    <message>
        <source>Central European (Windows 1250)</source>
        <translation>中欧（Windows 1250）</translation>
    </message>
    <message>
        <source>Turkish (Windows 1254)</source>
        <translation>土耳其文（Windows 1254）</translation>
    </message>
    <message>
        <source>Baltic (Windows 1257)</source>
        <translation>波罗的海文（Windows 1257）</translation>
    </message>
    <message>
        <source>Cyrillic (Windows 1251)</source>
        <translation>西里尔文（Windows 1251）</translation>
    </message>
    <message>
        <source>Cyrillic (KOI8-R)</source>
        <translation>西里尔文（KOI8-R）</translation>
    </message>
    <message>
        <source>Greek (Windows 1253)</source>
        <translation>希腊文（Windows 1253）</translation>
    </message>
    <message>
        <source>Hebrew (Windows 1255)</source>
        <translation>希伯来文（Windows 1255）</translation>
    </message>
    <message>
        <source>Arabic (Windows 1256)</source>
        <translation>阿拉伯文（Windows 1256）</translation>
    </message>
    <message>
        <source>Simplified Chinese (GB18030)</source>
        <translation>简体中文（GB18030）</translation>
    </message>
    <message>
        <source>Traditional Chinese (Big5)</source>
        <translation>繁体中文（Big5）</translation>
    </message>
    <message>
        <source>Japanese (Shift-JIS)</source>
        <translation>日文（Shift-JIS）</translation>
    </message>
    <message>
        <source>Korean (Windows 949)</source>
        <translation>韩文（Windows 949）</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>Linear</source>
        <translation>线性 (linear)</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活 (dropout)</translation>
    </message>
    <message>
        <source>The share of features hidden at random in each step; helps against over-fitting.</source>
        <translation>每一步随机隐藏的特征比例；有助于防止过拟合 (over-fitting)。</translation>
    </message>
    <message>
        <source>Two layers (MLP)</source>
        <translation>两层 (MLP)</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>How many units the hidden layer has.</source>
        <translation>隐藏层的单元数。</translation>
    </message>
    <message>
        <source>The share of units hidden at random in each step; helps against over-fitting.</source>
        <translation>每一步随机隐藏的单元比例；有助于防止过拟合 (over-fitting)。</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵 (cross-entropy)</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑 (label smoothing)</translation>
    </message>
    <message>
        <source>Balance classes</source>
        <translation>类别均衡</translation>
    </message>
    <message>
        <source>Images of rare classes count more, so that no class is neglected.</source>
        <translation>少见类别的图像权重更大，以免任何类别被忽视。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率 (learning rate)</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减 (weight decay)</translation>
    </message>
    <message>
        <source>Pulls weights towards zero; helps against over-fitting.</source>
        <translation>把权重拉向零；有助于防止过拟合 (over-fitting)。</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>带动量的 SGD</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量 (momentum)</translation>
    </message>
    <message>
        <source>How much of the last step is carried into the next.</source>
        <translation>上一步有多少延续到下一步。</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation>预热轮数 (warm-up)</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦 (cosine)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>阶梯 (step)</translation>
    </message>
    <message>
        <source>Every … epochs</source>
        <translation>每隔 … 轮</translation>
    </message>
    <message>
        <source>After how many epochs the learning rate falls.</source>
        <translation>每过多少轮降低一次学习率。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by at each fall.</source>
        <translation>每次降低时学习率乘以的倍数。</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定 (constant)</translation>
    </message>
    <message>
        <source>Images of an epoch</source>
        <translation>一轮 (epoch) 的图像</translation>
    </message>
    <message>
        <source>Each once</source>
        <translation>各一次</translation>
    </message>
    <message>
        <source>Classes evenly</source>
        <translation>各类别均等</translation>
    </message>
    <message>
        <source>Mirror left–right</source>
        <translation>左右翻转</translation>
    </message>
    <message>
        <source>Mirror top–bottom</source>
        <translation>上下镜像</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转 (rotation)</translation>
    </message>
    <message>
        <source>Most degrees</source>
        <translation>最大角度</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移 (shift)</translation>
    </message>
    <message>
        <source>Farthest</source>
        <translation>最远</translation>
    </message>
    <message>
        <source>How far an image is moved at most, as a share of its side.</source>
        <translation>图像最多移动多远，以边长的比例计。</translation>
    </message>
    <message>
        <source>Shear</source>
        <translation>剪切 (shear)</translation>
    </message>
    <message>
        <source>How far upright lines are slanted at most.</source>
        <translation>竖线最多倾斜多少。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放 (zoom)</translation>
    </message>
    <message>
        <source>Largest factor</source>
        <translation>最大倍数</translation>
    </message>
    <message>
        <source>How many times larger, or smaller, things become at most.</source>
        <translation>物体最多变大或变小多少倍。</translation>
    </message>
    <message>
        <source>Random crop</source>
        <translation>随机裁剪</translation>
    </message>
    <message>
        <source>Least area</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <source>The smallest share of the image that may remain.</source>
        <translation>裁剪后至少保留图像的多大比例。</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作数</translation>
    </message>
    <message>
        <source>How far colours may move around the colour circle, as a share of it; 0.5 allows any hue.</source>
        <translation>颜色可以沿色环移动多远，以整圈的比例计；0.5 为任意色相。</translation>
    </message>
    <message>
        <source>The largest standard deviation of the noise; 1 is the difference between black and white.</source>
        <translation>噪声的最大标准差；1 为从黑到白。</translation>
    </message>
    <message>
        <source>Small values leave most images nearly unchanged, 1 makes every mixture equally likely. Mixed images are new in every epoch: no views are stored, and the frozen stages are computed each time.</source>
        <translation>数值小则大多数图像几乎不变，1 使各种混合同样可能。混合图像每轮都是新的：不保存视图，冻结的层组每次都要计算。</translation>
    </message>
    <message>
        <source>How far each operation goes, as a share of its largest change.</source>
        <translation>每种操作的幅度，以其最大变化的比例计。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>色相 (hue)</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊 (blur)</translation>
    </message>
    <message>
        <source>Largest radius</source>
        <translation>最大半径</translation>
    </message>
    <message>
        <source>The largest standard deviation of the blur, as a share of the side.</source>
        <translation>模糊的最大标准差，以边长的比例计。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声 (noise)</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>随机擦除 (erasing)</translation>
    </message>
    <message>
        <source>Largest area</source>
        <translation>最大面积</translation>
    </message>
    <message>
        <source>The largest share of the image that is covered.</source>
        <translation>被遮盖的图像面积的最大比例。</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>混合程度</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>The largest angle by which an image is turned to either side; 180 allows any angle.</source>
        <translation>图像向两侧最多转多少度；180 即任意角度。</translation>
    </message>
    <message>
        <source>How many of 14 operations change an image one after another: rotation, shift, shear, colour, sharpness and others.</source>
        <translation>14 种操作中依次改变图像的有几种：旋转、平移、剪切、颜色、锐度等。</translation>
    </message>
    <message>
        <source>How far brightness, contrast and saturation may move.</source>
        <translation>亮度、对比度和饱和度的变化幅度。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数 (epoch)</translation>
    </message>
    <message>
        <source>How many times the network sees every training image.</source>
        <translation>网络把每张训练图像看多少遍。</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结 (frozen)</translation>
    </message>
    <message>
        <source>Learning-rate factor</source>
        <translation>学习率倍数</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by in this phase.</source>
        <translation>本阶段学习率乘以的倍数。</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干网络 (backbone)</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重 (weights)</translation>
    </message>
    <message>
        <source>Treats every label as slightly uncertain; helps when some labels are wrong.</source>
        <translation>对每个标签都保留一点怀疑；部分标签有误时有帮助。</translation>
    </message>
    <message>
        <source>How far each step moves the weights: too high and the loss jumps, too low and hardly anything is learned.</source>
        <translation>每一步权重移动的幅度。太大则损失乱跳，太小则毫无进展。</translation>
    </message>
    <message>
        <source>Looks ahead along the momentum before it computes the gradient.</source>
        <translation>先沿动量方向前看一步，再计算梯度。</translation>
    </message>
    <message>
        <source>The learning rate rises from near zero over this many epochs, so that the first steps do no damage.</source>
        <translation>学习率在这么多轮内从接近零逐渐升高，避免最初几步破坏已有的知识。</translation>
    </message>
    <message>
        <source>all, none, the number of first stages, or stage names separated by commas.</source>
        <translation>all（全部）、none（不冻结）、前几个层组的个数，或用英文逗号分隔的名称。</translation>
    </message>
    <message>
        <source>auto (bundled if there are any, else download), bundled, download, random, or a file.</source>
        <translation>auto（优先用自带的，否则下载）、bundled（自带）、download（下载）、random（随机），或权重文件。</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>The side of the square that the network sees, in pixels; 0 takes the backbone&apos;s own.</source>
        <translation>网络所见正方形图像的边长（像素）；0 表示采用骨干网络自己的尺寸。</translation>
    </message>
    <message>
        <source>Fit to square</source>
        <translation>变为正方形</translation>
    </message>
    <message>
        <source>How an image that is not square is made square: squashed, padded, or cropped to its centre. By the images: padded if most are far from square, otherwise squashed.</source>
        <translation>不是正方形的图像如何变成正方形：压扁、填充，或裁取中央。“依图像而定”：大多数远非正方形时填充，否则压扁。</translation>
    </message>
    <message>
        <source>Squash</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>补边</translation>
    </message>
    <message>
        <source>Centre crop</source>
        <translation>中心裁剪</translation>
    </message>
    <message>
        <source>By the images</source>
        <translation>依图像而定</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强 (augmentation)</translation>
    </message>
    <message>
        <source>Random changes of the training images that do not change what they show.</source>
        <translation>对训练图像做随机变化，而不改变图中的内容。</translation>
    </message>
    <message>
        <source>Stored views</source>
        <translation>保存的视图数（stored views）</translation>
    </message>
    <message>
        <source>With augmentation and frozen stages: how many random versions of each image are computed once and reused. 0 makes new ones in every epoch, which takes longer because the frozen stages are computed again; with mixup and CutMix this is always so.</source>
        <translation>使用增强且有冻结层组时：每张图像计算一次并重复使用的随机版本数。0 表示每轮 (epoch) 都重新生成，因为要重新计算冻结的层组，所以更慢；mixup 和 CutMix 总是如此。</translation>
    </message>
    <message>
        <source>Each once: every image is used once in an epoch. Classes evenly: as many images, drawn so that all classes occur equally often; images of rare classes repeat, and some others wait for a later epoch. Balance classes is then not needed.</source>
        <translation>各一次：每轮每张图像用一次。各类别均等：数量相同，但各类别出现得一样频繁；少见类别的图像会重复，其他的有些要等到以后的轮次。此时不需要“类别均衡”。</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>How stored values become colours; measured on the images when a training begins.</source>
        <translation>存储的数值如何变为颜色；训练开始时由图像测得。</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>阶段 (phase)</translation>
    </message>
    <message>
        <source>Parts of the training, each with its own epochs and thaw line.</source>
        <translation>把训练分成几段，每段有自己的解冻线。</translation>
    </message>
    <message>
        <source>The quantity that training makes as small as possible.</source>
        <translation>训练要使之变小的量。</translation>
    </message>
    <message>
        <source>How the weights are updated in each step.</source>
        <translation>权重的更新方式。</translation>
    </message>
    <message>
        <source>Ends training when validation has not improved for some epochs.</source>
        <translation>验证结果连续若干轮没有提高时结束训练。</translation>
    </message>
    <message>
        <source>How many epochs without improvement to wait before training stops.</source>
        <translation>没有提高时再等多少轮。</translation>
    </message>
    <message>
        <source>Which validation figure decides the best epoch; the other one decides between equals.</source>
        <translation>用哪个验证指标决定最佳轮；相同时再看另一个。</translation>
    </message>
    <message>
        <source>After a crash, at most this much of the run is lost.</source>
        <translation>崩溃后最多丢失这么长时间的训练。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小 (batch size)</translation>
    </message>
    <message>
        <source>How many images make one step.</source>
        <translation>每一步使用多少张图像。</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>分类头 (head)</translation>
    </message>
    <message>
        <source>The part that turns features into your classes; it always learns.</source>
        <translation>把特征变成您的类别的部分；它始终学习。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失函数 (loss)</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器 (optimiser)</translation>
    </message>
    <message>
        <source>Thawed stages learn at</source>
        <translation>解冻层组的学习率</translation>
    </message>
    <message>
        <source>The learning rate of thawed stages as a multiple of the head&apos;s.</source>
        <translation>解冻层组的学习率是分类头学习率的多少倍。</translation>
    </message>
    <message>
        <source>Statistics of thawed stages</source>
        <translation>解冻层组的统计量</translation>
    </message>
    <message>
        <source>Batch norms use stored averages and spreads. Keep: those of the pretrained weights stay. Follow: they are measured again on training images before each validation. By momentum: they change gradually during training, as in earlier versions. By the weights: keep for pretrained weights, follow for random ones.</source>
        <translation>批归一化使用流经它的数据的均值和离散程度。保留：沿用权重自带的统计量，只有缩放和平移会学习。跟随：每次验证前在训练图像上重新测量。按动量：随训练缓慢变化，与早期版本相同。由权重决定：预训练权重保留自带的统计量，随机权重则跟随。</translation>
    </message>
    <message>
        <source>By the weights</source>
        <translation>由权重决定</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>By momentum</source>
        <translation>按动量</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度 (schedule)</translation>
    </message>
    <message>
        <source>How the learning rate changes over the epochs.</source>
        <translation>学习率随轮数如何变化。</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>早停 (early stopping)</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心轮数 (patience)</translation>
    </message>
    <message>
        <source>Best epoch by</source>
        <translation>择优指标</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率 (accuracy)</translation>
    </message>
    <message>
        <source>Save every … seconds</source>
        <translation>每隔 … 秒保存</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>auto, cpu, cuda, cuda:1, mps.</source>
        <translation>auto（自动）、cpu、cuda、cuda:1、mps。</translation>
    </message>
    <message>
        <source>Mixed precision</source>
        <translation>混合精度 (mixed precision)</translation>
    </message>
    <message>
        <source>Half precision where it is safe, on a GPU only: faster, less memory.</source>
        <translation>在安全之处使用半精度，仅限 GPU：更快、更省内存。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子 (seed)</translation>
    </message>
    <message>
        <source>The same seed gives the same run.</source>
        <translation>相同的种子得到相同的训练。</translation>
    </message>
    <message>
        <source>Mirrors half of the images left to right; not for digits, text or left-right differences.</source>
        <translation>将一半图像左右镜像；不适合数字、文字或左右有别的内容。</translation>
    </message>
    <message>
        <source>Mirrors half of the images top to bottom; for pictures without an up and a down.</source>
        <translation>将一半图像上下镜像；适合没有上下之分的图像。</translation>
    </message>
    <message>
        <source>Turns each image about its centre.</source>
        <translation>将每张图像绕其中心旋转。</translation>
    </message>
    <message>
        <source>Moves each image across and down.</source>
        <translation>将每张图像横向和纵向平移。</translation>
    </message>
    <message>
        <source>Slants each image to the left or right.</source>
        <translation>将每张图像向左或向右倾斜。</translation>
    </message>
    <message>
        <source>Makes what an image shows larger or smaller.</source>
        <translation>将图像中的内容放大或缩小。</translation>
    </message>
    <message>
        <source>Shows a random part of each image, scaled up.</source>
        <translation>随机截取每张图像的一部分并放大。</translation>
    </message>
    <message>
        <source>Changes each image by several random operations of equal strength.</source>
        <translation>用若干种随机操作改变每张图像，强度相同。</translation>
    </message>
    <message>
        <source>Changes each image by one random operation of random strength; nothing needs tuning.</source>
        <translation>用一种随机操作改变每张图像，强度随机；无需调节。</translation>
    </message>
    <message>
        <source>Varies brightness, contrast and colour.</source>
        <translation>改变亮度、对比度和颜色。</translation>
    </message>
    <message>
        <source>Blurs each image more or less.</source>
        <translation>对每张图像作不同程度的模糊。</translation>
    </message>
    <message>
        <source>Adds random noise to every pixel.</source>
        <translation>给每个像素加上随机噪声。</translation>
    </message>
    <message>
        <source>Covers a random rectangle of half of the images with one colour.</source>
        <translation>用一种颜色遮住一半图像中的一个随机矩形。</translation>
    </message>
    <message>
        <source>Lays another image of the batch over each, and mixes their labels alike.</source>
        <translation>将同批 (batch)中的另一张图像叠加到每张图像上，并同样混合它们的标签。</translation>
    </message>
    <message>
        <source>Pastes a rectangle of another image of the batch into each, and mixes their labels by area.</source>
        <translation>将同批 (batch)中另一张图像的一个矩形贴到每张图像中，并按面积混合它们的标签。</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>存储方式</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>色阶</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Pixels read as in earlier versions</source>
        <translation>像素按早期版本的方式读取</translation>
    </message>
</context>
<context>
    <name>remedy</name>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Choose their folder…</source>
        <translation>选择它们的文件夹…</translation>
    </message>
    <message>
        <source>How it is read…</source>
        <translation>读取方式…</translation>
    </message>
    <message>
        <source>Leave this class out</source>
        <translation>排除这个类别</translation>
    </message>
    <message>
        <source>Open a weights file…</source>
        <translation>打开权重文件…</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Freeze all stages</source>
        <translation>冻结所有阶段</translation>
    </message>
    <message>
        <source>Set the image size to {least}</source>
        <translation>将图像大小设为 {least}</translation>
    </message>
    <message>
        <source>Use a fifth for validation</source>
        <translation>用五分之一做验证</translation>
    </message>
    <message>
        <source>Use fewer folds</source>
        <translation>减少折数</translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation>重新读取文件夹</translation>
    </message>
    <message>
        <source>Open the first fold</source>
        <translation>打开第一折</translation>
    </message>
    <message>
        <source>Take all in again</source>
        <translation>全部重新纳入</translation>
    </message>
    <message>
        <source>Open “{path}”</source>
        <translation>打开“{path}”</translation>
    </message>
    <message>
        <source>Open “{parent}”</source>
        <translation>打开“{parent}”</translation>
    </message>
    <message>
        <source>Choose a backbone</source>
        <translation>选择骨干网络</translation>
    </message>
    <message>
        <source>Put the usual value back</source>
        <translation>恢复常用值</translation>
    </message>
    <message>
        <source>Choose them automatically</source>
        <translation>自动选择权重</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Choose the device automatically</source>
        <translation>自动选择设备</translation>
    </message>
    <message>
        <source>Halve the batch size</source>
        <translation>将批大小减半</translation>
    </message>
    <message>
        <source>Divide the rate by 10</source>
        <translation>将学习率除以 10</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Train a new run</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Train it longer…</source>
        <translation>继续训练更多轮…</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>打开报告</translation>
    </message>
</context>
<context>
    <name>run</name>
    <message>
        <source>Reading the images: {done} of {total}.</source>
        <translation>正在读取图像：{done} / {total}。</translation>
    </message>
    <message>
        <source>Downloading the weights: {done} of {total}.</source>
        <translation>正在下载权重：{done} / {total}。</translation>
    </message>
    <message>
        <source>Reading the images.</source>
        <translation>正在读取图像。</translation>
    </message>
    <message>
        <source>Computing the output of the frozen stages, once for all epochs.</source>
        <translation>正在计算冻结层组的输出，所有轮只算一次。</translation>
    </message>
    <message>
        <source>Computing the output of the frozen stages, once for all epochs: {done} of {total} images.</source>
        <translation>正在计算冻结层组的输出，所有轮只算一次：{done} / {total} 张图像。</translation>
    </message>
    <message>
        <source>Preparing the head.</source>
        <translation>正在准备分类头。</translation>
    </message>
    <message>
        <source>Preparing the head: {done} of {total} images.</source>
        <translation>正在准备分类头：{done} / {total} 张图像。</translation>
    </message>
    <message>
        <source>Downloading the weights.</source>
        <translation>正在下载权重。</translation>
    </message>
    <message>
        <source>Evaluating the best epoch.</source>
        <translation>正在评估最佳轮。</translation>
    </message>
    <message>
        <source>Evaluating the best epoch: {done} of {total} images.</source>
        <translation>正在评估最佳轮：{done} / {total} 张图像。</translation>
    </message>
    <message>
        <source>Loading the libraries and the network.</source>
        <translation>正在加载程序库和网络。</translation>
    </message>
    <message>
        <source>the head learns first, then everything</source>
        <translation>先学分类头，再全部学习</translation>
    </message>
    <message>
        <source>only the head learns</source>
        <translation>只有分类头学习</translation>
    </message>
    <message>
        <source>everything learns</source>
        <translation>全部学习</translation>
    </message>
    <message>
        <source>frozen stages: {0}</source>
        <translation>冻结的阶段数：{0}</translation>
    </message>
    <message>
        <source>the last {learning} of {all} stages and the head learn</source>
        <translation>{all} 个层组中的最后 {learning} 个和分类头学习</translation>
    </message>
    <message>
        <source>{learning} of {all} stages and the head learn</source>
        <translation>{all} 个层组中的 {learning} 个和分类头学习</translation>
    </message>
    <message>
        <source>Saved {ago} ago. You can close the window and continue the run later.</source>
        <translation>{ago}前已保存。可以关闭窗口：以后能继续训练。</translation>
    </message>
</context>
<context>
    <name>sample</name>
    <message>
        <source>Surface defects</source>
        <translation>表面缺陷</translation>
    </message>
    <message>
        <source>300 close-ups that Thawline draws: scratched, pitted, stained, cracked or clean surfaces.</source>
        <translation>Thawline 绘制的 300 张特写：有划痕、凹坑、污渍、裂纹或完好的表面。</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>1,797 real handwritten digits from scikit-learn, 8×8 pixels each, smoothly enlarged to 64×64.</source>
        <translation>scikit-learn 中的 1,797 个真实手写数字，每个 8×8 像素，平滑放大到 64×64。</translation>
    </message>
</context>
<context>
    <name>sample_facts</name>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分 (split)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言 (Language)</translation>
    </message>
    <message>
        <source>Projects folder</source>
        <translation>项目文件夹</translation>
    </message>
    <message>
        <source>Runs and splits are kept here; your images stay where they are.</source>
        <translation>训练记录和划分保存在这里；您的图像留在原处。</translation>
    </message>
</context>
<context>
    <name>source</name>
    <message>
        <source>The folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>One for each class.</source>
        <translation>每个类别一个。</translation>
    </message>
    <message>
        <source>The file names</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Such as “cat_012.jpg”.</source>
        <translation>如“cat_012.jpg”。</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>CSV, TSV or Excel.</source>
        <translation>CSV、TSV 或 Excel。</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Only view and predict.</source>
        <translation>仅查看和预测。</translation>
    </message>
</context>
<context>
    <name>split</name>
    <message>
        <source>Not split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>padded</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>squashed</source>
        <translation>压扁</translation>
    </message>
    <message>
        <source>cropped</source>
        <translation>裁剪</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>非数字</translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation>{0} 天 {1} 小时</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} 分 {1} 秒</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分</translation>
    </message>
</context>
</TS>
