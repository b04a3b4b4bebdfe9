<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Ago</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message numerus="yes">
        <source>{0} of %Ln image(s)</source>
        <translation>
            <numerusform>{0} of %Ln image</numerusform>
            <numerusform>{0} of %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new image(s)</source>
        <translation>
            <numerusform>%Ln new image</numerusform>
            <numerusform>%Ln new images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln gone</numerusform>
            <numerusform>%Ln gone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message numerus="yes">
        <source>%Ln class(es) have fewer than {0} readable images, such as “{1}” and “{2}”; add images, or leave these classes out.</source>
        <translation>
            <numerusform>%Ln class has fewer than {0} readable images, such as “{1}” and “{2}”; add images, or leave these classes out.</numerusform>
            <numerusform>%Ln classes have fewer than {0} readable images, such as “{1}” and “{2}”; add images, or leave these classes out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave these %Ln class(es) out</source>
        <translation>
            <numerusform>Leave this %Ln class out</numerusform>
            <numerusform>Leave these %Ln classes out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln image(s)</source>
        <translation>
            <numerusform>Show %Ln image</numerusform>
            <numerusform>Show %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) labelled “{0}”</source>
        <translation>
            <numerusform>%Ln image labelled “{0}”</numerusform>
            <numerusform>%Ln images labelled “{0}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) moved to {0}</source>
        <translation>
            <numerusform>%Ln image moved to {0}</numerusform>
            <numerusform>%Ln images moved to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) left out</source>
        <translation>
            <numerusform>%Ln image left out</numerusform>
            <numerusform>%Ln images left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) put back</source>
        <translation>
            <numerusform>%Ln image put back</numerusform>
            <numerusform>%Ln images put back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) kept together</source>
        <translation>
            <numerusform>%Ln image kept together</numerusform>
            <numerusform>%Ln images kept together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message numerus="yes">
        <source>More, %Ln changed</source>
        <translation>
            <numerusform>More, %Ln changed</numerusform>
            <numerusform>More, %Ln changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message numerus="yes">
        <source>of %Ln stage(s)</source>
        <translation>
            <numerusform>of %Ln stage</numerusform>
            <numerusform>of %Ln stages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln class</numerusform>
            <numerusform>%Ln classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NamePattern</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln class</numerusform>
            <numerusform>%Ln classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln do(es) not fit and is left out.</source>
        <translation>
            <numerusform>%Ln does not fit and is left out.</numerusform>
            <numerusform>%Ln do not fit and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectCard</name>
    <message numerus="yes">
        <source>%Ln run(s), none measured</source>
        <translation>
            <numerusform>%Ln run, not measured</numerusform>
            <numerusform>%Ln runs, none measured</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipePanel</name>
    <message numerus="yes">
        <source>More, %Ln changed</source>
        <translation>
            <numerusform>More, %Ln changed</numerusform>
            <numerusform>More, %Ln changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message numerus="yes">
        <source>%Ln stage(s) frozen</source>
        <translation>
            <numerusform>%Ln stage frozen</numerusform>
            <numerusform>%Ln stages frozen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message numerus="yes">
        <source>%Ln folds</source>
        <translation>
            <numerusform>%Ln folds</numerusform>
            <numerusform>%Ln folds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln validation image(s)</source>
        <translation>
            <numerusform>%Ln validation image</numerusform>
            <numerusform>%Ln validation images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln test image(s)</source>
        <translation>
            <numerusform>%Ln test image</numerusform>
            <numerusform>%Ln test images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s), each evaluated once</source>
        <translation>
            <numerusform>%Ln image, evaluated once</numerusform>
            <numerusform>%Ln images, each evaluated once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln test image(s) took no part in training or in choosing the best epoch. Look at them last: what you change after a look is fitted to them, so every look makes their figures less honest.</source>
        <translation>
            <numerusform>%Ln test image took no part in training or in choosing the best epoch. Look at it last: what you change after a look is fitted to it, so every look makes its figures less honest.</numerusform>
            <numerusform>%Ln test images took no part in training or in choosing the best epoch. Look at them last: what you change after a look is fitted to them, so every look makes their figures less honest.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Test split opened %Ln time(s), first on {0}.</source>
        <translation>
            <numerusform>Test split opened %Ln time, first on {0}.</numerusform>
            <numerusform>Test split opened %Ln times, first on {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunButtons</name>
    <message numerus="yes">
        <source>Train all %Ln folds</source>
        <translation>
            <numerusform>Train all %Ln folds</numerusform>
            <numerusform>Train all %Ln folds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SampleWall</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) left out</source>
        <translation>
            <numerusform>%Ln image left out</numerusform>
            <numerusform>%Ln images left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shares</name>
    <message numerus="yes">
        <source>%Ln other class(es), together %1</source>
        <translation>
            <numerusform>%Ln other class, together %1</numerusform>
            <numerusform>%Ln other classes, together %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceFolders</name>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln class</numerusform>
            <numerusform>%Ln classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceTable</name>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitPanel</name>
    <message numerus="yes">
        <source>More, %Ln changed</source>
        <translation>
            <numerusform>More, %Ln changed</numerusform>
            <numerusform>More, %Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) lie in several splits all the same, because the folder or your own choice says so.</source>
        <translation>
            <numerusform>%Ln group lies in several splits all the same, because the folder or your own choice says so.</numerusform>
            <numerusform>%Ln groups lie in several splits all the same, because the folder or your own choice says so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>otherwise %Ln validation and test image(s) would have an image of their group in training</source>
        <translation>
            <numerusform>otherwise %Ln validation or test image would have an image of its group in training</numerusform>
            <numerusform>otherwise %Ln validation and test images would have an image of their group in training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>otherwise %Ln validation and test image(s) would have a near-copy in training</source>
        <translation>
            <numerusform>otherwise %Ln validation or test image would have a near-copy in training</numerusform>
            <numerusform>otherwise %Ln validation and test images would have a near-copy in training</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoWords</name>
    <message numerus="yes">
        <source>label %Ln image(s) “{0}”</source>
        <translation>
            <numerusform>label %Ln image “{0}”</numerusform>
            <numerusform>label %Ln images “{0}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln image(s) to {0}</source>
        <translation>
            <numerusform>move %Ln image to {0}</numerusform>
            <numerusform>move %Ln images to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leave out %Ln image(s)</source>
        <translation>
            <numerusform>leave out %Ln image</numerusform>
            <numerusform>leave out %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>take in %Ln image(s) again</source>
        <translation>
            <numerusform>take in %Ln image again</numerusform>
            <numerusform>take in %Ln images again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>label %Ln image(s)</source>
        <translation>
            <numerusform>label %Ln image</numerusform>
            <numerusform>label %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln image(s)</source>
        <translation>
            <numerusform>move %Ln image</numerusform>
            <numerusform>move %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keep %Ln image(s) together</source>
        <translation>
            <numerusform>keep %Ln image together</numerusform>
            <numerusform>keep %Ln images together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %Ln image(s)</source>
        <translation>
            <numerusform>change %Ln image</numerusform>
            <numerusform>change %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UsePage</name>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln class</numerusform>
            <numerusform>%Ln classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeightsBox</name>
    <message numerus="yes">
        <source>It fits: all %Ln tensor(s) match.</source>
        <translation>
            <numerusform>It fits: its %Ln tensor matches.</numerusform>
            <numerusform>It fits: all %Ln tensors match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was trained on %Ln class(es); yours take their place.</source>
        <translation>
            <numerusform>It was trained on %Ln class; yours take its place.</numerusform>
            <numerusform>It was trained on %Ln classes; yours take their place.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
</TS>
