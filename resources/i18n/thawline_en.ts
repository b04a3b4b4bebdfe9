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
