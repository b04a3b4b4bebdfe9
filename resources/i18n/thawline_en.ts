<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
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
        <source>%Ln image(s) taken in again</source>
        <translation>
            <numerusform>%Ln image taken in again</numerusform>
            <numerusform>%Ln images taken in again</numerusform>
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
        <source>{0}, %Ln stage(s)</source>
        <translation>
            <numerusform>{0}, %Ln stage</numerusform>
            <numerusform>{0}, %Ln stages</numerusform>
        </translation>
    </message>
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
        <source>%Ln image(s), each measured once</source>
        <translation>
            <numerusform>%Ln image, each measured once</numerusform>
            <numerusform>%Ln images, each measured once</numerusform>
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
    <name>SourcePanel</name>
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
        <source>%Ln group(s) are parted all the same: the folder, or a place that you chose, says so.</source>
        <translation>
            <numerusform>%Ln group is parted all the same: the folder, or a place that you chose, says so.</numerusform>
            <numerusform>%Ln groups are parted all the same: the folder, or a place that you chose, says so.</numerusform>
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
        <source>without that, %Ln validation and test image(s) would have had one of their group in training</source>
        <translation>
            <numerusform>without that, %Ln validation and test image would have had one of their group in training</numerusform>
            <numerusform>without that, %Ln validation and test images would have had one of their group in training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without that, %Ln validation and test image(s) would have had a near-copy in training</source>
        <translation>
            <numerusform>without that, %Ln validation and test image would have had a near-copy in training</numerusform>
            <numerusform>without that, %Ln validation and test images would have had a near-copy in training</numerusform>
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
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Runs</name>
    <message numerus="yes">
        <source>%Ln stage(s) frozen</source>
        <translation>
            <numerusform>%Ln stage frozen</numerusform>
            <numerusform>%Ln stages frozen</numerusform>
        </translation>
    </message>
</context>
</TS>
