<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>DataPage</name>
    <message numerus="yes">
        <source>{0} of %n image(s)</source>
        <translation>
            <numerusform>{0} of %n image</numerusform>
            <numerusform>{0} of %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new image(s)</source>
        <translation>
            <numerusform>%n new image</numerusform>
            <numerusform>%n new images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gone</source>
        <translation>
            <numerusform>%n gone</numerusform>
            <numerusform>%n gone</numerusform>
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
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message numerus="yes">
        <source>More, %n changed</source>
        <translation>
            <numerusform>More, %n changed</numerusform>
            <numerusform>More, %n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message numerus="yes">
        <source>of %n stage(s)</source>
        <translation>
            <numerusform>of %n stage</numerusform>
            <numerusform>of %n stages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message numerus="yes">
        <source>{0}, %n stage(s)</source>
        <translation>
            <numerusform>{0}, %n stage</numerusform>
            <numerusform>{0}, %n stages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NamePattern</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do(es) not fit and is left out.</source>
        <translation>
            <numerusform>%n does not fit and is left out.</numerusform>
            <numerusform>%n do not fit and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipePanel</name>
    <message numerus="yes">
        <source>More, %n changed</source>
        <translation>
            <numerusform>More, %n changed</numerusform>
            <numerusform>More, %n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message numerus="yes">
        <source>%n validation image(s)</source>
        <translation>
            <numerusform>%n validation image</numerusform>
            <numerusform>%n validation images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test image(s)</source>
        <translation>
            <numerusform>%n test image</numerusform>
            <numerusform>%n test images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s), each measured once</source>
        <translation>
            <numerusform>%n image, each measured once</numerusform>
            <numerusform>%n images, each measured once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunButtons</name>
    <message numerus="yes">
        <source>Train all %n folds</source>
        <translation>
            <numerusform>Train all %n folds</numerusform>
            <numerusform>Train all %n folds</numerusform>
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
        <source>%n other class(es), together %1</source>
        <translation>
            <numerusform>%n other class, together %1</numerusform>
            <numerusform>%n other classes, together %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceTable</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitPanel</name>
    <message numerus="yes">
        <source>More, %n changed</source>
        <translation>
            <numerusform>More, %n changed</numerusform>
            <numerusform>More, %n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) are parted all the same: the folder, or a place that you chose, says so.</source>
        <translation>
            <numerusform>%n group is parted all the same: the folder, or a place that you chose, says so.</numerusform>
            <numerusform>%n groups are parted all the same: the folder, or a place that you chose, says so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without that, %n validation and test image(s) would have had one of their group in training</source>
        <translation>
            <numerusform>without that, %n validation and test image would have had one of their group in training</numerusform>
            <numerusform>without that, %n validation and test images would have had one of their group in training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without that, %n validation and test image(s) would have had a near-copy in training</source>
        <translation>
            <numerusform>without that, %n validation and test image would have had a near-copy in training</numerusform>
            <numerusform>without that, %n validation and test images would have had a near-copy in training</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UsePage</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Runs</name>
    <message numerus="yes">
        <source>%n stage(s) frozen</source>
        <translation>
            <numerusform>%n stage frozen</numerusform>
            <numerusform>%n stages frozen</numerusform>
        </translation>
    </message>
</context>
</TS>
